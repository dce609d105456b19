import type { Account } from '../account.ts'
import {
  type Charge,
  expiryOf,
  isVoided,
  type Refund,
  refundedAmount,
  transactionOf,
} from '../charges/charges.ts'
import type { Source } from '../charges/sources.ts'
import { toTimestamp } from '../clock.ts'
import { isMethodName, methods } from '../methods/methods.ts'
import { refundability } from '../money/refunds.ts'
import { scannableCodeOf } from '../qr/scannable-code.ts'
import type { JsonObject, Representation, View } from './representation.ts'
import { account2017, limitsOf } from './representation-account.ts'

/** 2017-11-02: exactly the attributes of the TrueMoney page's examples, in their order. */
export const representation2017: Representation = {
  source: (source, charge, url) => ({
    object: 'source',
    id: source.id,
    livemode: false,
    location: `/sources/${source.id}`,
    ...sourceFacts(source, charge, url),
  }),

  charge(charge, view) {
    const { outcome } = charge
    const paid = outcome.status === 'successful'
    // That 2017-11-02 shows it like 2019-05-29 is our choice.
    const { expired, expiredAt } = expiryOf(charge, view.now)
    const failure = outcome.status === 'failed' ? outcome.failure : null
    return {
      object: 'charge',
      id: charge.id,
      livemode: false,
      location: `/charges/${charge.id}`,
      amount: charge.amount,
      currency: 'thb',
      funding_amount: charge.amount,
      funding_currency: 'thb',
      description: charge.description,
      metadata: charge.metadata,
      status: outcome.status,
      capture: true,
      authorized: paid,
      schedule: null,
      reversed: false,
      reversed_at: null,
      expires_at: toTimestamp(charge.expiresAt),
      expired,
      expired_at: expiredAt === null ? null : toTimestamp(expiredAt),
      voided: isVoided(charge),
      paid,
      paid_at: paid ? toTimestamp(outcome.at) : null,
      transaction: paid ? outcome.transaction : null,
      refunded: refundedAmount(charge),
      refunds: refundsOf(charge, view),
      return_uri: charge.returnUri,
      failure_code: failure?.code ?? null,
      failure_message: failure?.message ?? null,
      card: null,
      customer: null,
      ip: charge.ip,
      dispute: null,
      created: toTimestamp(charge.createdAt),
      source: {
        object: 'source',
        id: charge.source.id,
        ...sourceFacts(charge.source, charge, view.url),
      },
      disputable: paid,
      capturable: false,
      reversible: false,
      refundable: refundability(charge, view.now).refundable,
      reference: charge.reference,
      authorize_uri: `${view.url}/payments/${charge.reference}/authorize`,
    }
  },

  refund,
  list,

  event: (event, _deliveries, url) => ({
    object: 'event',
    id: event.id,
    livemode: false,
    location: `/events/${event.id}`,
    key: event.happening.key,
    // Recorded events of this version write an offset where everything else has a Z.
    created: toTimestamp(event.createdAt).replace('Z', '+00:00'),
    data:
      event.happening.key === 'refund.create'
        ? refund(event.happening.refund)
        : representation2017.charge(event.happening.charge, { now: event.createdAt, url }),
  }),

  search: (page, { location, scope }, data) => ({
    object: 'search',
    order: page.order,
    scope,
    query: page.query,
    filters: page.filters,
    page: page.page,
    per_page: page.perPage,
    location,
    total_pages: page.totalPages,
    total: page.total,
    data,
  }),

  account: account2017,

  /** The form is documented, `limits` and the currency's case recorded; the order is our choice. */
  capability: (account) => ({
    object: 'capability',
    location: '/capability',
    banks: [],
    limits: limitsOf(account),
    payment_backends: account.paymentMethods.map((type) => ({
      [type]: { type, currencies: ['thb'], amount: limitOf(type, account) },
    })),
    zero_interest_installments: false,
  }),
}

/** What is listed but not simulated has the account's limit. */
function limitOf(type: string, { limits }: Account): JsonObject {
  return { ...(isMethodName(type) ? limits[methods[type].limit] : limits.chargeAmount) }
}

/** Which attributes a source without a phone number has in this version is our choice. */
function sourceFacts(source: Source, charge: Charge | undefined, url: string): JsonObject {
  const { type, amount } = source
  const { flow, asksForPhone, hasScannableCode } = methods[type]
  const common = { type, flow, amount, currency: 'thb' }
  if (asksForPhone) return { ...common, phone_number: source.phoneNumber }
  if (!hasScannableCode) return { ...common, platform_type: source.platformType }
  return { ...common, scannable_code: scannableCodeOf(charge, url, 'created') }
}

function refund(made: Refund): JsonObject {
  return {
    object: 'refund',
    id: made.id,
    location: `/charges/${made.chargeId}/refunds/${made.id}`,
    amount: made.amount,
    currency: 'thb',
    voided: made.voided,
    charge: made.chargeId,
    transaction: transactionOf(made),
    created: toTimestamp(made.createdAt),
  }
}

function refundsOf(charge: Charge, view: View): JsonObject {
  const page = {
    from: 0,
    to: view.now,
    offset: 0,
    limit: 20,
    total: charge.refunds.length,
    order: 'chronological',
  } as const
  return list(page, `/charges/${charge.id}/refunds`, charge.refunds.map(refund))
}

function list(
  page: Parameters<Representation['list']>[0],
  location: string,
  data: JsonObject[],
): JsonObject {
  return {
    object: 'list',
    from: toTimestamp(page.from),
    to: toTimestamp(page.to),
    offset: page.offset,
    limit: page.limit,
    total: page.total,
    order: page.order,
    location,
    data,
  }
}
