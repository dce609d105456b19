import type { CompiledQuery, Kysely, QueryExecutorProvider, QueryResult, Transaction } from 'kysely'
import type { StoreFault } from '../checkout/store-error.ts'
import type { EngineName } from './database-url.ts'
import type { Tables } from './schema.ts'

/** Everything in which one kind of database differs from another. */
export type Engine = {
  readonly name: EngineName
  /** Processes on other machines use it at the same time, over a network: round trips cost, and rows are locked. */
  readonly isShared: boolean
  /** What a missing response means. */
  readonly faultWhenLate: StoreFault
  /** Its function that makes a JSON object of names and values. */
  readonly jsonObject: string
  /** Where processes share the counts of their rate limits; `null` where each counts for itself. */
  readonly sharedCounters: SharedCounters | null
  /** The database's own time in milliseconds since 1970; `undefined` where it is this machine's. */
  readClock(db: Kysely<Tables>): Promise<number | undefined>
  createWriter(db: Kysely<Tables>): Writer
  /** Runs the work, and retries for 5 s (or `forMs`) while another process holds a lock that it needs. */
  retry<Result>(work: () => Promise<Result>, forMs?: number): Promise<Result>
  /** Runs migrations so that processes that start together run each of them once. */
  migrateAlone(db: Kysely<Tables>, migrate: (db: Kysely<Tables>) => Promise<void>): Promise<void>
}

export type SharedCounters = {
  readonly table: string
  /** Creates the table, as `RateLimiterPostgres` uses it. */
  create(db: QueryExecutorProvider): Promise<void>
}

/** How writes reach the disk. What it resolves with is on the disk; what throws has changed nothing. */
export type Writer = {
  run<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>
  /** All of the work or nothing. The work may run again, after its first run was undone. */
  transact<Result>(work: Work<Result>): Promise<Result>
}

export type Work<Result> = (transaction: Transaction<Tables>) => Promise<Result>
