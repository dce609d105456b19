/** Omise's API as the checkout needs it, in both API versions. */
import {
  type ChargeReading,
  type Listed,
  type NewCharge,
  type NewRefund,
  type NewSource,
  type PaymentProvider,
  ProviderError,
  type QrPicture,
  type RefundReading,
  type SourceReading,
} from '../checkout/provider.ts'
import { createCalls, type OmiseClientOptions } from './calls.ts'
import { nameOf } from './failures.ts'
import { createLists, entryOf, pageSize } from './lists.ts'
import { downloadQr } from './qr-image.ts'
import { capability, charge, page, refund, sourceAnswer } from './schemas.ts'

/** Refunds have our id in their metadata, which only this version returns. */
const refundVersion = '2019-05-29'
/** The older one has another shape, and accounts disagree about it. */
const capabilityVersion = '2019-05-29'

export function createOmiseClient(options: OmiseClientOptions): PaymentProvider {
  const { apiUrl, dispatcher, timeoutMs } = options
  const call = createCalls(options)
  const listSince = createLists(call)

  return {
    createCharge,
    getCharge,
    expireCharge,
    listCharges,
    getSource,
    getPaymentMethods,
    getQrPicture,
    createRefund,
    listRefunds,
    listRecentRefunds,
  }

  function createCharge(wanted: NewCharge): Promise<ChargeReading> {
    const { source } = wanted
    const body = {
      amount: wanted.amountSatang,
      currency: wanted.currency,
      source: 'id' in source ? source.id : newSource(source),
      ...(wanted.returnUri !== null && { return_uri: wanted.returnUri }),
      description: descriptionOf(wanted),
      // Ours come last: nothing of the shop's may hide them.
      metadata: {
        ...wanted.metadata,
        reference: wanted.reference,
        order_id: wanted.orderId,
        attempt_id: wanted.attemptId,
        ...(wanted.shopName !== null && { shop: wanted.shopName }),
      },
    }
    return call({ method: 'POST', path: '/charges', body }, charge)
  }

  function getCharge(chargeId: string): Promise<ChargeReading> {
    return call({ method: 'GET', path: `/charges/${encodeURIComponent(chargeId)}` }, charge)
  }

  function expireCharge(chargeId: string): Promise<ChargeReading> {
    return call({ method: 'POST', path: `/charges/${encodeURIComponent(chargeId)}/expire` }, charge)
  }

  function listCharges(sinceMs: number): AsyncGenerator<Listed<ChargeReading>> {
    return listSince({ path: '/charges', sinceMs }, charge)
  }

  async function getSource(sourceId: string): Promise<SourceReading> {
    const path = `/sources/${encodeURIComponent(sourceId)}`
    const source = await call({ method: 'GET', path }, sourceAnswer)
    if (source.id === sourceId)
      return { method: source.type ?? null, phoneNumber: source.phone_number ?? null }
    throw new ProviderError(`Expected source ${sourceId} of Omise, got another`, {
      outcome: 'unknown',
    })
  }

  async function getPaymentMethods(): Promise<readonly string[]> {
    const read = { method: 'GET', path: '/capability', version: capabilityVersion } as const
    const { payment_methods } = await call(read, capability)
    return payment_methods
      .filter(({ currencies }) => currencies.some((one) => one.toUpperCase() === 'THB'))
      .map(({ name }) => name)
  }

  async function getQrPicture(uri: string): Promise<QrPicture> {
    const signal = AbortSignal.timeout(timeoutMs)
    const allowsHttp = apiUrl.startsWith('http:')
    try {
      return await downloadQr(uri, { dispatcher, signal, allowsHttp })
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : nameOf(cause)
      throw new ProviderError(`A QR code could not be had: ${why}`, { outcome: 'unknown', cause })
    }
  }

  function createRefund(chargeId: string, wanted: NewRefund): Promise<RefundReading> {
    const body = {
      amount: wanted.amountSatang,
      ...(wanted.void && { void: true }),
      metadata: {
        refund_id: wanted.refundId,
        ...(wanted.reason !== null && { reason: wanted.reason }),
      },
    }
    return call({ method: 'POST', path: refundsOf(chargeId), body, version: refundVersion }, refund)
  }

  async function listRefunds(chargeId: string): Promise<readonly Listed<RefundReading>[]> {
    // A charge has at most 15 refunds: one page holds them.
    const path = `${refundsOf(chargeId)}?limit=${pageSize}`
    const { data } = await call({ method: 'GET', path, version: refundVersion }, page)
    return data.map((one) => entryOf(refund, one))
  }

  function listRecentRefunds(sinceMs: number): AsyncGenerator<Listed<RefundReading>> {
    return listSince({ path: '/refunds', sinceMs, version: refundVersion }, refund)
  }
}

function newSource({ method, phoneNumber }: NewSource) {
  return { type: method, ...(phoneNumber !== null && { phone_number: phoneNumber }) }
}

function refundsOf(chargeId: string): string {
  return `/charges/${encodeURIComponent(chargeId)}/refunds`
}

/** Begins with the shop's own number, so that finance can match settlements by it. */
function descriptionOf({ reference, description }: NewCharge): string {
  return description === null ? reference : `${reference}: ${description}`
}
