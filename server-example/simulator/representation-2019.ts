import {
  type Charge,
  expiryOf,
  isVoided,
  type Refund,
  refundedAmount,
  transactionOf,
} from './charges.ts'
import { toTimestamp } from './clock.ts'
import type { WebhookDelivery } from './events.ts'
import { feesOf } from './fees.ts'
import { methods } from './methods/methods.ts'
import { scannableCodeOf } from './qr/scannable-code.ts'
import { refundability } from './refunds.ts'
import type { JsonObject, Representation, View } from './representation.ts'
import { account2019, limitsOf } from './representation-account.ts'

/** 2019-05-29: the attributes of charges recorded in 2025, in their order, with TrueMoney's values. */
export const representation2019: Representation = {
  source: (source, charge, url) => ({
    object: 'source',
    id: source.id,
    livemode: false,
    location: `/sources/${source.id}`,
    amount: source.amount,
    barcode: null,
    bank: null,
    created_at: toTimestamp(source.createdAt),
    currency: 'THB',
    email: null,
    flow: methods[source.type].flow,
    installment_term: null,
    ip: source.ip,
    absorption_type: null,
    name: null,
    mobile_number: null,
    phone_number: source.phoneNumber,
    platform_type: source.platformType,
    scannable_code: scannableCodeOf(charge, url, 'created_at'),
    qr_settings: null,
    billing: null,
    shipping: null,
    items: [],
    references: null,
    provider_references: providerReferencesOf(charge),
    store_id: null,
    store_name: null,
    terminal_id: null,
    type: source.type,
    zero_interest_installments: null,
    charge_status: charge?.outcome.status ?? 'unknown',
    receipt_amount: null,
    discounts: [],
    promotion_code: null,
  }),

  charge(charge, view) {
    const { outcome } = charge
    const paid = outcome.status === 'successful'
    const { expired, expiredAt } = expiryOf(charge, view.now)
    const failure = outcome.status === 'failed' ? outcome.failure : null
    const { fee, feeVat, net } = feesOf(charge.amount)
    const { refundable, partiallyRefundable, canPerformVoid } = refundability(charge, view.now)
    return {
      object: 'charge',
      id: charge.id,
      location: `/charges/${charge.id}`,
      amount: charge.amount,
      ...authorizationOf(charge, view),
      acquirer_reference_number: null,
      net,
      fee,
      fee_vat: feeVat,
      interest: 0,
      interest_vat: 0,
      funding_amount: charge.amount,
      refunded_amount: refundedAmount(charge),
      transaction_fees: { fee_flat: '0.0', fee_rate: '3.65', vat_rate: '7.0' },
      platform_fee: { fixed: null, amount: null, percentage: null },
      currency: 'THB',
      funding_currency: 'THB',
      ip: charge.ip,
      refunds: refundsOf(charge, view),
      link: null,
      description: charge.description,
      metadata: charge.metadata,
      card: null,
      source: representation2019.source(charge.source, charge, view.url),
      schedule: null,
      linked_account: null,
      customer: null,
      dispute: null,
      transaction: paid ? outcome.transaction : null,
      failure_code: failure?.code ?? null,
      failure_message: failure?.message ?? null,
      merchant_advice: null,
      merchant_advice_code: null,
      status: outcome.status,
      authorize_uri: `${view.url}/payments/${charge.reference}/authorize?acs=false`,
      return_uri: charge.returnUri,
      created_at: toTimestamp(charge.createdAt),
      paid_at: paid ? toTimestamp(outcome.at) : null,
      authorized_at: paid ? toTimestamp(outcome.at) : null,
      expires_at: toTimestamp(charge.expiresAt),
      expired_at: expiredAt === null ? null : toTimestamp(expiredAt),
      reversed_at: null,
      multi_capture: false,
      zero_interest_installments: false,
      branch: null,
      terminal: null,
      device: null,
      authorized: paid,
      capturable: false,
      capture: true,
      disputable: paid,
      livemode: false,
      refundable,
      partially_refundable: partiallyRefundable,
      reversed: false,
      reversible: false,
      voided: isVoided(charge),
      paid,
      expired,
      can_perform_void: canPerformVoid,
      approval_code: null,
    }
  },

  refund,
  list,

  event: (event, deliveries, url) => ({
    object: 'event',
    id: event.id,
    livemode: false,
    location: `/events/${event.id}`,
    webhook_deliveries: deliveries.map(webhookDelivery),
    data:
      event.happening.key === 'refund.create'
        ? refund(event.happening.refund)
        : representation2019.charge(event.happening.charge, { now: event.createdAt, url }),
    key: event.happening.key,
    created_at: toTimestamp(event.createdAt),
  }),

  /** The keys are recorded; that `export` and `aggregate_level` are null is our choice. */
  search: (page, { location, scope }, data) => ({
    object: 'search',
    export: null,
    data,
    page: page.page,
    per_page: page.perPage,
    total: page.total,
    total_pages: page.totalPages,
    filters: page.filters,
    location,
    order: page.order,
    query: page.query,
    scope,
    aggregate_level: null,
  }),

  /** The recorded attributes, for an account that has nothing but TrueMoney. */
  account: account2019,
  capability: (account) => ({
    object: 'capability',
    location: '/capability',
    banks: [],
    limits: limitsOf(account),
    payment_methods: account.paymentMethods.map((name) => ({
      object: 'payment_method',
      name,
      currencies: ['THB'],
      card_brands: null,
      installment_terms: null,
      loan_installment_terms: null,
      banks: [],
      provider: null,
    })),
    country: account.country,
    tokenization_methods: [],
    zero_interest_installments: false,
  }),
}

/** As recorded: not on pending charges and those that were expired by request; on every charge in a list,
 * where a pending one's being in full is our choice. */
function authorizationOf({ amount, outcome }: Charge, { isListItem }: View): JsonObject {
  const isOpen =
    outcome.status === 'pending' || (outcome.status === 'expired' && outcome.by === 'request')
  if (isOpen && isListItem !== true) return {}
  return { authorization_type: null, authorized_amount: amount, captured_amount: amount }
}

/** As recorded for PromptPay: the end of the payment's reference, in upper case. */
function providerReferencesOf(charge: Charge | undefined): JsonObject | null {
  if (!charge?.scannableCode) return null
  const number = charge.reference.slice(charge.reference.lastIndexOf('_') + 1)
  return { reference_number_1: number.toUpperCase(), reference_number_2: null, buyer_name: null }
}

function refund(made: Refund): JsonObject {
  return {
    object: 'refund',
    id: made.id,
    location: `/charges/${made.chargeId}/refunds/${made.id}`,
    livemode: false,
    voided: made.voided,
    currency: 'THB',
    amount: made.amount,
    metadata: made.metadata,
    charge: made.chargeId,
    capture: null,
    terminal: null,
    transaction: transactionOf(made),
    status: made.state.status,
    funding_amount: made.amount,
    funding_currency: 'THB',
    created_at: toTimestamp(made.createdAt),
    acquirer_reference_number: null,
    approval_code: null,
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
    data,
    limit: page.limit,
    offset: page.offset,
    total: page.total,
    location,
    order: page.order,
    from: toTimestamp(page.from),
    to: toTimestamp(page.to),
  }
}

function webhookDelivery(delivery: WebhookDelivery): JsonObject {
  return {
    object: 'webhook_delivery',
    id: delivery.id,
    uri: delivery.uri,
    status: delivery.status,
    key: delivery.key,
    error: delivery.error,
    payload: delivery.payload,
    created_at: toTimestamp(delivery.createdAt),
  }
}
