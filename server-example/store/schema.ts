/** The tables, as Kysely sees them. Times are milliseconds since 1970; money is satang; flags are 0 or 1. */
export type Tables = {
  shop_events: ShopEventRow
  shop_event_positions: { id: number; last: number }
  shop_channels: { name: string; since: number }
  shop_deliveries: ShopDeliveryRow
  orders: OrderRow
  attempts: AttemptRow
  refunds: RefundRow
  webhook_events: WebhookEventRow
  sweeps: AuditRow
  order_history: OrderHistoryRow
  list_readings: ListReadingRow
  sweep_runs: AuditRunRow
  write_probe: WriteProbeRow
}

export type OrderRow = {
  id: string
  /** The shop's own number of it, unique. */
  reference: string
  description: string | null
  /** JSON: a flat record. */
  metadata: string
  /** SHA-256 in hex of every token, with spaces between. */
  token_hashes: string
  amount_satang: number
  currency: string
  created_at: number
  cancelled_at: number | null
  version: number
  due_at: number | null
  leased_until: number | null
  /** How often it was leased since it last changed. */
  checks: number
  event_count: number
  /** What `orderStateOf` returns for it: for lists by state, never used to decide. */
  state: string
}

export type AttemptRow = {
  id: string
  order_id: string
  state: string
  source_id: string | null
  method: string | null
  charge_id: string | null
  amount_satang: number
  authorize_uri: string | null
  qr_uri: string | null
  qr_filename: string | null
  failure_code: string | null
  failure_message: string | null
  created_at: number
  paid_at: number | null
  expires_at: number | null
  reversed_at: number | null
  disputed_at: number | null
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

/** One row: the state of the daily audit. */
export type AuditRow = {
  id: number
  due_at: number
  /** Everything until then is audited. */
  swept_until: number
}

/** One row: when a process may read Omise's list of charges next. */
export type ListReadingRow = { id: number; next_at: number }

/** A change of an attempt or a refund, when it became known, and its trigger. Only ever added to. */
export type OrderHistoryRow = {
  order_id: string
  at: number
  news_by: string
  subject: string
  subject_id: string
  state: string
}

export type AuditRunRow = {
  started_at: number
  ended_at: number
  since: number
  charges: number
  not_ours: number
  /** Not ours and not as documented. */
  unreadable: number
  /** How many there were; only the first of them are kept. */
  found: number
  /** JSON. */
  findings: string
}

/** The outbox: events for the shop, written with the change itself. Only ever added to. */
export type ShopEventRow = {
  /** Counts every event of every order; no later commit ever gets a lower one. */
  position: number
  id: string
  order_id: string
  /** Counts the events of its order, from 1. */
  sequence: number
  type: string
  created_at: number
  /** JSON: the event as the shop gets it. */
  body: string
}

/** One event on its way to the shop through one channel. */
export type ShopDeliveryRow = {
  position: number
  channel: string
  order_id: string
  state: string
  /** How often it was tried. */
  tries: number
  due_at: number
  leased_until: number | null
  last_error: string | null
  /** When it was taken or parked. */
  ended_at: number | null
}

/** One row, which health checks overwrite to learn whether anything can be written. */
export type WriteProbeRow = { text: string }
