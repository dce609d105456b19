/** What the checkout needs from outside, besides the payment provider: a store, a clock, ids and a logger. */

import type { AuditRun } from './audit/audit-run.ts'
import type { FindCharge } from './find-charge.ts'
import type { Order } from './order/order.ts'
import type { Triggered } from './order/trigger.ts'
import type { PaymentProvider } from './provider.ts'

/** A webhook's event and its outcome: stored for people to read, never used to decide. */
export type HandledEvent = {
  readonly eventId: string
  readonly key: string
  readonly chargeId: string | null
  readonly outcome: string
  readonly receivedAt: number
}

export type ChargedAttempt = {
  readonly orderId: string
  readonly attemptId: string
  readonly chargeId: string
}

/** `checks`: how often it was leased since it last changed. */
export type LeasedOrder = { readonly orderId: string; readonly checks: number }

export type OrderStore = {
  /** Resolves with `false`, and writes nothing, when an order has the reference already. */
  insertOrder(order: Order): Promise<boolean>
  findOrderByReference(reference: string): Promise<Order | undefined>
  findOrder(orderId: string): Promise<Order | undefined>
  /** By charge id, else by attempt id. */
  findOrderOf(charge: { id: string; attemptId: string | null }): Promise<Order | undefined>
  /**
   * Writes what changed between `before` and `after` in one transaction, unless
   * the order was saved since `before` was read: then resolves with `undefined`,
   * and the caller reads the order again (a version conflict). Resolves with the
   * order as saved. `triggered` is stored for people to read, and dates the
   * events that the shop gets.
   */
  saveOrder(before: Order, after: Order, triggered: Triggered): Promise<Order | undefined>
  /**
   * Leases orders that are due to one caller until `untilMs`; after that they are
   * due again, in case the caller died. Most of them are those that became due last
   * and were leased least often, so that a flood of old ones delays no new one; the
   * rest are those that have waited longest.
   */
  leaseDueOrders(lease: {
    now: number
    untilMs: number
    limit: number
  }): Promise<readonly LeasedOrder[]>
  /**
   * Releases a leased order, to be due again at `dueAt` unless nothing is open by
   * now. A caller whose lease until `untilMs` ran out changes nothing: another may
   * have leased the order since.
   */
  releaseOrder(orderId: string, lease: { untilMs: number; dueAt: number }): Promise<void>
  recordEvent(event: HandledEvent): Promise<void>
  /** Attempts since `sinceMs` that have a charge. */
  listChargedAttempts(sinceMs: number): Promise<readonly ChargedAttempt[]>
  /**
   * Gives the daily audit to one caller when it is due, for an hour; after that
   * it is due again, in case the caller died. Resolves with the time that the
   * last audit reached, or with `undefined` when none is due.
   */
  claimAudit(now: number): Promise<{ readonly sinceMs: number } | undefined>
  /** Stores that everything until `untilMs` is audited, and when the next audit is due. */
  finishAudit(untilMs: number, nextAt: number): Promise<void>
  /**
   * Claims a reading of Omise's list of charges, for one caller per pause over all
   * processes. Resolves with 0 when the caller got it, else with the milliseconds
   * until it is worth trying again.
   */
  claimListReading(claim: { now: number; pauseMs: number }): Promise<number>
  /** Stores an audit's findings, for people to read. */
  recordAudit(run: AuditRun): Promise<void>
}

/** The store with a fixed trigger, which each save records. */
export type CheckoutStore = Omit<OrderStore, 'saveOrder'> & {
  saveOrder(before: Order, after: Order): Promise<Order | undefined>
}

export type Clock = { now(): number; sleep(ms: number, signal?: AbortSignal): Promise<void> }

export type Ids = { orderId(): string; attemptId(): string }

/** Structured log lines. Fields hold ids and codes, never keys, tokens or phone numbers. */
export type Logger = {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

/** What most of the checkout needs, to read charges and to store their outcome. */
export type ReconcileDeps = {
  readonly provider: PaymentProvider
  readonly store: CheckoutStore
  readonly clock: Clock
  readonly logger: Logger
  /**
   * How old an attempt without a charge, or a refund that Omise does not have, is
   * when it is abandoned. Longer than any call to Omise may take.
   */
  readonly abandonAfterMs: number
  /**
   * Configured where several shops use one account of Omise: charges with another
   * name are theirs. `null`: charges without a name are ours.
   */
  readonly shopName: string | null
  /** How far Omise's clock is ahead of `clock`, in milliseconds; `undefined` before that is known. */
  readonly omiseAheadMs: () => number | undefined
  /** Shared by all triggers: concurrent callers share one reading of Omise's list. */
  readonly findCharge: FindCharge
}
