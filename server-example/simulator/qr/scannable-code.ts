import { toTimestamp } from '../clock.ts'

export const qrFormats = ['svg', 'png'] as const
export type QrFormat = (typeof qrFormats)[number]

/** The QR code of one charge, as Omise keeps it: a document that needs no key to be downloaded. */
export type ScannableCode = {
  readonly documentId: string
  /** The end of its address: sixteen hexadecimal digits in upper case. */
  readonly downloadToken: string
  readonly format: QrFormat
  readonly createdAt: number
}

type Place = { chargeId: string; reference: string; url: string }

/** What the code holds. TrueMoney's own content is not known; here it is the page of the simulator where
 * another window, or a phone, plays the app. */
export function scanUri({ reference, url }: Pick<Place, 'reference' | 'url'>): string {
  return `${url}/payments/${reference}/scan`
}

/** `source.scannable_code`, as recorded for PromptPay in 2025: null before there is a charge. That
 * 2017-11-02 differs in nothing but `created` is our choice. */
export function scannableCodeOf(
  charge: { id: string; scannableCode: ScannableCode | null } | undefined,
  url: string,
  createdName: 'created' | 'created_at',
) {
  if (!charge?.scannableCode) return null
  const image = showDocument(charge.scannableCode, { chargeId: charge.id, url }, createdName)
  return { object: 'barcode', type: 'qr', image, raw_data: null }
}

export function showDocument(
  code: ScannableCode,
  { chargeId, url }: Pick<Place, 'chargeId' | 'url'>,
  createdName: 'created' | 'created_at',
) {
  const location = `/charges/${chargeId}/documents/${code.documentId}`
  return {
    object: 'document',
    livemode: false,
    id: code.documentId,
    deleted: false,
    filename: `qrcode.${code.format}`,
    location,
    kind: 'qr',
    download_uri: `${url}${location}/downloads/${code.downloadToken}`,
    [createdName]: toTimestamp(code.createdAt),
  }
}
