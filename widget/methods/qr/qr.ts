import type { ReadDraft } from '../../checkout/offer/methods.ts'

/** The buyer fills nothing in and stays: the code is shown on this page. */
export type QrDraft = { method: 'truemoney_qr' }

export type QrFields = { method: 'truemoney_qr'; platformType?: undefined; phoneNumber?: undefined }

export const qrDraft: QrDraft = { method: 'truemoney_qr' }

export function readQr({ method }: QrDraft): ReadDraft {
  return { ok: true, fields: { method } }
}
