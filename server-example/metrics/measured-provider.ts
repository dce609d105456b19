import { type PaymentProvider, ProviderError } from '../checkout/provider.ts'
import type { CallOutcome, Metrics } from './metrics.ts'

/** The same provider, each call of it measured; of a listing, all its pages together. */
export function measuredProvider(provider: PaymentProvider, metrics: Metrics): PaymentProvider {
  return {
    createCharge: (charge) => measured('POST /charges', () => provider.createCharge(charge)),
    getCharge: (id) => measured('GET /charges/:id', () => provider.getCharge(id)),
    expireCharge: (id) => measured('POST /charges/:id/expire', () => provider.expireCharge(id)),
    listCharges: (sinceMs) => measuredList('GET /charges', provider.listCharges(sinceMs)),
    getSource: (id) => measured('GET /sources/:id', () => provider.getSource(id)),
    getPaymentMethods: () => measured('GET /capability', () => provider.getPaymentMethods()),
    getQrPicture: (uri) => measured('GET QR code', () => provider.getQrPicture(uri)),
    createRefund: (id, refund) =>
      measured('POST /charges/:id/refunds', () => provider.createRefund(id, refund)),
    listRecentRefunds: (sinceMs) =>
      measuredList('GET /refunds', provider.listRecentRefunds(sinceMs)),
    listRefunds: (id) => measured('GET /charges/:id/refunds', () => provider.listRefunds(id)),
  }

  async function measured<T>(call: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now()
    let outcome: CallOutcome = 'ok'
    try {
      return await work()
    } catch (error) {
      outcome = outcomeOf(error)
      throw error
    } finally {
      metrics.omiseCall(call, outcome, (performance.now() - startedAt) / 1000)
    }
  }

  /** Only the waiting counts, not what is done with each item in between. */
  async function* measuredList<T>(call: string, items: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = items[Symbol.asyncIterator]()
    let waitedMs = 0
    let outcome: CallOutcome = 'ok'
    try {
      for (;;) {
        const askedAt = performance.now()
        const next = await iterator.next().finally(() => {
          waitedMs += performance.now() - askedAt
        })
        if (next.done) return
        yield next.value
      }
    } catch (error) {
      outcome = outcomeOf(error)
      throw error
    } finally {
      metrics.omiseCall(call, outcome, waitedMs / 1000)
      await iterator.return?.()
    }
  }
}

function outcomeOf(error: unknown): CallOutcome {
  return error instanceof ProviderError ? error.outcome : 'unknown'
}
