import { StoreError, type StoreFault } from '../checkout/store-error.ts'
import type { Database } from './database.ts'
import { isMigrated } from './migrations.ts'

export type DatabaseState = 'ready' | 'not_migrated' | StoreFault

/** Not so small that it fits where an order would not. In characters. */
const probeSize = 16 * 1024
const [zeros, ones] = ['0'.repeat(probeSize), '1'.repeat(probeSize)] as const

export type DatabaseCheckOptions = {
  /** How long to wait for the database. */
  readonly patienceMs: number
  /** How long a result is cached: anybody may call it, and each check is a write. */
  readonly keepForMs: number
}

/**
 * Returns a check that resolves with whether the database can be used. It writes, because a full
 * disk or a read-only server can still be read. It never rejects.
 */
export function createDatabaseCheck(
  database: Database,
  { patienceMs, keepForMs }: DatabaseCheckOptions,
): () => Promise<DatabaseState> {
  const writer = database.engine.createWriter(database.db)
  // Always another text than is stored: an unchanged row needs no write.
  const probe = database.db
    .updateTable('write_probe')
    .set(({ eb }) => ({
      text: eb.case().when('text', '=', ones).then(zeros).else(ones).end(),
    }))
    .compile()
  let wasMigrated = false
  let last: { readonly until: number; readonly state: Promise<DatabaseState> } | undefined

  return () => {
    const now = performance.now()
    if (last === undefined || now >= last.until) last = { until: now + keepForMs, state: look() }
    return last.state
  }

  async function look(): Promise<DatabaseState> {
    const late = Promise.withResolvers<DatabaseState>()
    const timer = setTimeout(() => late.resolve(database.engine.faultWhenLate), patienceMs)
    try {
      return await Promise.race([tryOut(), late.promise])
    } catch (error) {
      return error instanceof StoreError ? error.fault : 'unreachable'
    } finally {
      clearTimeout(timer)
    }
  }

  async function tryOut(): Promise<DatabaseState> {
    wasMigrated ||= await isMigrated(database)
    if (!wasMigrated) return 'not_migrated'
    await writer.run(probe)
    return 'ready'
  }
}
