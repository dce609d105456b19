import { type Charge, isVoided, type Refund, refundedAmount } from '../charges/charges.ts'
import type { Param } from '../http/params.ts'
import { methods } from '../methods/methods.ts'
import { amountRange, noRange, type Test, timeRange, word, yesOrNo } from './search-filters.ts'

/** What can be searched in one scope. */
export type SearchIndex<Item> = {
  contains: (item: Item, query: string) => boolean
  filters: Readonly<Record<string, Filter<Item>>>
}

/** Reads what a filter asks for, as a test of items; null when it cannot be understood. */
export type Filter<Item> = (wanted: string) => Test<Item> | null

/** The filters of Omise's published list. What no wallet charge has (cards, instalments, disputes) is
 * null or false. `created` takes a date, a time or a range; words like `last_week` are not imitated. */
export const chargeIndex: SearchIndex<Charge> = {
  contains: containsIn((charge) => [charge.id, charge.description, ...textsIn(charge.metadata)]),
  filters: {
    acquirer_reference_number: word(() => null),
    amount: amountRange((charge) => charge.amount),
    authorized: yesOrNo(({ outcome }) => outcome.status === 'successful'),
    capture: yesOrNo(() => true),
    capture_id: word(() => null),
    captured: yesOrNo(({ outcome }) => outcome.status === 'successful'),
    card_last_digits: word(() => null),
    created: timeRange,
    currency: word(() => 'THB'),
    customer_present: yesOrNo(() => false),
    disputed: yesOrNo(() => false),
    failure_code: word(({ outcome }) =>
      outcome.status === 'failed' ? outcome.failure.code : null,
    ),
    installment_terms: noRange,
    is_installment: yesOrNo(() => false),
    refund_amount: amountRange(refundedAmount),
    refunded: amountRange(refundedAmount),
    reversed: yesOrNo(() => false),
    safe: yesOrNo(() => true),
    scheduled: yesOrNo(() => false),
    source_of_fund: word(({ source }) => methods[source.type].sourceOfFund),
    source_type: word(({ source }) => source.type),
    status: word(({ outcome }) => outcome.status),
    voided: yesOrNo(isVoided),
  },
}

export const refundIndex: SearchIndex<Refund> = {
  contains: containsIn((refund) => [refund.id, refund.chargeId, ...textsIn(refund.metadata)]),
  filters: {
    amount: amountRange((refund) => refund.amount),
    created: timeRange,
    currency: word(() => 'THB'),
    voided: yesOrNo((refund) => refund.voided),
  },
}

function containsIn<Item>(texts: (item: Item) => (string | null)[]) {
  return (item: Item, query: string): boolean => {
    const needle = query.toLowerCase()
    return texts(item).some((text) => text?.toLowerCase().includes(needle))
  }
}

function textsIn(param: Param): string[] {
  if (param === null || typeof param === 'boolean') return []
  if (typeof param !== 'object') return [String(param)]
  return Object.values(param).flatMap(textsIn)
}
