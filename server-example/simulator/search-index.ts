import { type Charge, type Refund, refundedAmount } from './charges.ts'
import { toTimestamp } from './clock.ts'
import { methods } from './methods/methods.ts'
import { type Param, type Params, textParam } from './params.ts'

/** What can be searched in one scope. */
export type SearchIndex<Item> = {
  filterNames: readonly string[]
  matches: (item: Item, query: string | null, filters: Params) => boolean
}

/** The filters of Omise's published list. What no wallet charge has (cards, instalments, disputes) is
 * null or false. `created` takes a date, a time or a range; words like `last_week` are not imitated. */
export const chargeIndex = createIndex<Charge>(
  (charge) => [charge.id, charge.description, ...textsIn(charge.metadata)],
  {
    acquirer_reference_number: () => null,
    amount: (charge) => baht(charge.amount),
    authorized: ({ outcome }) => outcome.status === 'successful',
    capture: () => true,
    capture_id: () => null,
    captured: ({ outcome }) => outcome.status === 'successful',
    card_last_digits: () => null,
    created: (charge) => toTimestamp(charge.createdAt),
    currency: () => 'THB',
    customer_present: () => false,
    disputed: () => false,
    failure_code: ({ outcome }) => (outcome.status === 'failed' ? outcome.failure.code : null),
    installment_terms: () => null,
    is_installment: () => false,
    refund_amount: (charge) => baht(refundedAmount(charge)),
    refunded: (charge) => baht(refundedAmount(charge)),
    reversed: () => false,
    safe: () => true,
    scheduled: () => false,
    source_of_fund: ({ source }) => methods[source.type].sourceOfFund,
    source_type: ({ source }) => source.type,
    status: ({ outcome }) => outcome.status,
    voided: (charge) => charge.refunds.some((refund) => refund.voided),
  },
)

export const refundIndex = createIndex<Refund>(
  (refund) => [refund.id, refund.chargeId, ...textsIn(refund.metadata)],
  {
    amount: (refund) => baht(refund.amount),
    created: (refund) => toTimestamp(refund.createdAt),
    currency: () => 'THB',
    voided: (refund) => refund.voided,
  },
)

type Value = string | number | boolean | null

function createIndex<Item>(
  texts: (item: Item) => (string | null)[],
  filters: Record<string, (item: Item) => Value>,
): SearchIndex<Item> {
  return {
    filterNames: Object.keys(filters),
    matches(item, query, wanted) {
      const needle = query?.toLowerCase() ?? ''
      if (!texts(item).some((text) => text?.toLowerCase().includes(needle))) return false
      return Object.entries(wanted).every(([name, param]) => {
        const value = filters[name]?.(item)
        return value !== undefined && matchesFilter(value, textParam(param) ?? String(param))
      })
    },
  }
}

/** Filters take money in the currency's own unit: `filters[amount]=1000` is ฿1,000 and not 10 of it. */
function baht(satang: number): number {
  return satang / 100
}

function matchesFilter(value: Value, wanted: string): boolean {
  if (value === null) return false
  if (typeof value === 'boolean') return value === /^(true|yes|on|1)$/i.test(wanted)
  const [first = '', last] = wanted.split('..')
  if (typeof value === 'number') {
    return last === undefined
      ? value === Number(first)
      : value >= Number(first) && value <= Number(last)
  }
  const from = first.replaceAll('/', '-').toLowerCase()
  const to = last?.replaceAll('/', '-').toLowerCase()
  const text = value.toLowerCase()
  if (to !== undefined) return text >= from && text.slice(0, to.length) <= to
  return isDate(from) ? text.startsWith(from) : text === from
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}

function textsIn(param: Param): string[] {
  if (param === null || typeof param === 'boolean') return []
  if (typeof param !== 'object') return [String(param)]
  return Object.values(param).flatMap(textsIn)
}
