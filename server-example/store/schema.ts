/** The tables, as Kysely sees them. Times are milliseconds since 1970; money is satang; flags are 0 or 1. */
export type Tables = {
  orders: OrderRow
  attempts: AttemptRow
  refunds: RefundRow
  webhook_events: WebhookEventRow
  sweeps: SweepRow
}

export type OrderRow = {
  id: string
  token_hash: string
  /** JSON: `[{ sku, quantity }]`. */
  items: string
  amount_satang: number
  currency: string
  created_at: number
  version: number
  due_at: number | null
  leased_until: number | null
  /** How often it was lent since it last changed. */
  checks: number
}

export type AttemptRow = {
  id: string
  order_id: string
  state: string
  source_id: string | null
  charge_id: string | null
  authorize_uri: string | null
  failure_code: string | null
  failure_message: string | null
  created_at: number
  paid_at: number | null
  expires_at: number | null
}

export type RefundRow = {
  id: string
  order_id: string
  attempt_id: string
  state: string
  omise_id: string | null
  amount_satang: number
  voided: number
  reason: string | null
  refusal: string | null
  created_at: number
}

export type WebhookEventRow = {
  event_id: string
  received_at: number
  key: string
  charge_id: string | null
  outcome: string
}

/** One row: the state of the daily sweep. */
export type SweepRow = {
  id: number
  due_at: number
  /** Everything until then is swept. */
  swept_until: number
}
