import { type Charge, type Refund, transactionOf } from '../charges/charges.ts'
import { toTimestamp } from '../clock.ts'
import { methods } from '../methods/methods.ts'
import { scannableCodeOf } from '../qr/scannable-code.ts'
import type { WebhookDelivery } from '../webhooks/events.ts'
import { charge2019 } from './charge-2019.ts'
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

  charge: (charge, view) =>
    charge2019(charge, view, {
      source: representation2019.source(charge.source, charge, view.url),
      refunds: refundsOf(charge, view),
    }),

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
