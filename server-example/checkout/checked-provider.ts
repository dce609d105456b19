/**
 * Returns the provider with every response compared to its call: one about another
 * charge, order or refund tells nothing about ours, so that the outcome of the call
 * is unknown. Such a response is turned into a `ProviderError`.
 */
import { type ChargeReading, type PaymentProvider, ProviderError } from './provider.ts'

export function checkedProvider(provider: PaymentProvider): PaymentProvider {
  return {
    ...provider,
    async createCharge(wanted) {
      const charge = await provider.createCharge(wanted)
      const isAsked = charge.orderId === wanted.orderId && charge.attemptId === wanted.attemptId
      if (!isAsked) throw stray('a new charge', `attempt ${wanted.attemptId}`, charge.id)
      return charge
    },
    getCharge: async (chargeId) => asked(chargeId, await provider.getCharge(chargeId)),
    expireCharge: async (chargeId) => asked(chargeId, await provider.expireCharge(chargeId)),
    async createRefund(chargeId, wanted) {
      const refund = await provider.createRefund(chargeId, wanted)
      const isAsked = refund.chargeId === chargeId && refund.refundId === wanted.refundId
      if (!isAsked) throw stray('a new refund', wanted.refundId, refund.id)
      return refund
    },
    async listRefunds(chargeId) {
      const refunds = await provider.listRefunds(chargeId)
      const other = refunds.find((one) => 'chargeId' in one && one.chargeId !== chargeId)
      if (other !== undefined) throw stray('refunds of', chargeId, other.id ?? 'another')
      return refunds
    },
  }
}

function asked(chargeId: string, charge: ChargeReading): ChargeReading {
  if (charge.id === chargeId) return charge
  throw stray('a charge', chargeId, charge.id)
}

function stray(what: string, wanted: string, got: string): ProviderError {
  return new ProviderError(
    `Expected Omise to answer about ${what} (${wanted}), got ${got}: the answer is not used`,
    { outcome: 'unknown' },
  )
}
