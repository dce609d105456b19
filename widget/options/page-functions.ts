import { callPage } from '../checkout/call-page.ts'
import type { MerchantClient, OmiseClient } from '../checkout/ports.ts'
import type { Charge, QrCode } from '../contract.ts'
import { CheckoutError } from '../core/errors.ts'
import type { SourceFields } from '../methods/draft.ts'

/**
 * Makes a source of type `method` and returns its id. `amount` is in satang,
 * `phoneNumber` has ten digits; only `truemoney` has one.
 */
export type CreateSource = (
  request: SourceFields & { amount: number },
  signal: AbortSignal,
) => Promise<string>

/**
 * Has the merchant's server make the charge and returns where the buyer confirms
 * it, or the code to scan: `{ qr }`. `amount` is what the buyer saw.
 */
export type CreateCharge = (
  request: { source: string; amount: number },
  signal: AbortSignal,
) => Promise<Charge>

/** Returns a client whose sources are made by the page's own function. */
export function sourcesOf(createSource: CreateSource): OmiseClient {
  return {
    async createSource({ amountSatang, fields }, signal) {
      const source: unknown = await callPage('createSource', () =>
        createSource({ ...fields, amount: amountSatang }, signal),
      )
      if (typeof source === 'string' && source.startsWith('src_')) return source
      throw new CheckoutError(
        'callback_failed',
        'Expected createSource to return a source’s id (src_…), got something else. Nothing was charged.',
      )
    },
  }
}

/** Returns a `createCharge` that calls the page's own function. Where that throws, the charge may have been made. */
export function chargesOf(createCharge: CreateCharge): MerchantClient['createCharge'] {
  return async (_order, { source, amountSatang }, signal) => {
    const charge: unknown = await createCharge({ source, amount: amountSatang }, signal).catch(
      (cause: unknown) => {
        if (cause instanceof CheckoutError) throw cause
        throw new CheckoutError(
          'server_failed',
          'Expected createCharge to return, got an exception; see `cause`. The charge may have been made.',
          { cause },
        )
      },
    )
    if (typeof charge === 'object' && charge !== null && 'authorizeUri' in charge) {
      const { authorizeUri } = charge
      if (typeof authorizeUri === 'string') return { authorizeUri }
    }
    if (typeof charge === 'object' && charge !== null && 'qr' in charge) {
      const { qr } = charge
      if (isQrCode(qr)) return { qr }
    }
    throw new CheckoutError(
      'unexpected_answer',
      'Expected createCharge to return { authorizeUri } or { qr: { imageUri } }, got something else. The charge may have been made.',
    )
  }
}

/** Without the contract's schema, which is in another file of the script. */
function isQrCode(qr: unknown): qr is QrCode {
  if (typeof qr !== 'object' || qr === null || !('imageUri' in qr)) return false
  const texts = [qr.imageUri, 'saveUri' in qr ? qr.saveUri : undefined]
  texts.push('expiresAt' in qr ? qr.expiresAt : undefined)
  const [imageUri, ...others] = texts
  const isText = (value: unknown) => typeof value === 'string'
  return isText(imageUri) && others.every((value) => value === undefined || isText(value))
}
