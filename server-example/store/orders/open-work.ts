import { sql } from 'kysely'
import { unresolvedAttemptStates } from '../../checkout/order/attempt.ts'
import type { Database } from '../database.ts'

/** What is not resolved yet: the reconciler's work, counted. Times are milliseconds since 1970. */
export type OpenWork = {
  /** By what it is: an attempt's state, or `refund`. */
  readonly unresolved: readonly {
    readonly what: string
    readonly count: number
    readonly oldestAt: number
  }[]
  /** Since when the order that has waited longest is due, `null` when none waits. */
  readonly overdueSince: number | null
}

/** Counts what is unresolved in orders that the reconciler still reads; settled ones cost nothing. */
export async function readOpenWork({ db }: Database, now: number): Promise<OpenWork> {
  const attempts = await db
    .selectFrom('orders')
    .innerJoin('attempts', 'attempts.order_id', 'orders.id')
    .select(({ fn }) => [
      'attempts.state as what',
      fn.countAll<number>().as('count'),
      fn.min<number>('attempts.created_at').as('oldestAt'),
    ])
    .where('orders.due_at', 'is not', null)
    .where('attempts.state', 'in', unresolvedAttemptStates)
    .groupBy('attempts.state')
    .execute()
  const refunds = await db
    .selectFrom('orders')
    .innerJoin('refunds', 'refunds.order_id', 'orders.id')
    .select(({ fn }) => [
      sql<string>`'refund'`.as('what'),
      fn.countAll<number>().as('count'),
      fn.min<number | null>('refunds.created_at').as('oldestAt'),
    ])
    .where('orders.due_at', 'is not', null)
    .where('refunds.state', '=', 'creating')
    .executeTakeFirstOrThrow()
  const due = await db
    .selectFrom('orders')
    .select(({ fn }) => fn.min<number | null>('due_at').as('since'))
    .where('due_at', '<=', now)
    .where((or) => or.or([or('leased_until', 'is', null), or('leased_until', '<=', now)]))
    .executeTakeFirstOrThrow()
  const { what, count, oldestAt } = refunds
  return {
    unresolved: [...attempts, ...(oldestAt === null ? [] : [{ what, count, oldestAt }])],
    overdueSince: due.since,
  }
}
