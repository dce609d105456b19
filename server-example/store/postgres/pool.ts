import type { Pool, PoolClient, PoolConfig } from 'pg'
import { StoreError } from '../../checkout/store-error.ts'
import { isOutOfConnections, isStartupParameterRefused, translated } from './errors.ts'
import { createGate } from './gate.ts'

const mostConnections = 10

/** In milliseconds. */
export type PoolWaits = {
  /** For a connection; after that, a buyer's request fails and can be retried. */
  readonly connectMs: number
  /** For a response: a database that does not respond must not block a buyer, or a stop, for ever. */
  readonly queryMs: number
  /** A connection that has been idle for this long is pinged before it is used. */
  readonly restMs: number
  /** For the response to the ping. */
  readonly pingMs: number
}

const standardWaits: PoolWaits = { connectMs: 5_000, queryMs: 10_000, restMs: 2_000, pingMs: 1_000 }

export type Connections = {
  /** Lends a connection; `release(true)` discards it. Rejects with a `StoreError` where there is none. */
  lend(): Promise<PoolClient>
  /** Notes that the database has just responded on it. */
  noteAnswer(client: PoolClient): void
  /** Notes that a connection broke or did not respond: those idle since then are not trusted either. */
  noteSilence(): void
  end(): Promise<void>
}

/**
 * Opens connections as they are needed, ten at most, or as many as the server allows. One that died
 * silently is found within a second, and with it all that were idle since then.
 */
export async function openPool(
  connectionString: string,
  onIdleError: (error: Error) => void,
  waits: PoolWaits = standardWaits,
): Promise<Connections> {
  const pg = await loadPg()
  const gate = createGate({ most: mostConnections, mostWaiting: 1_000, narrowForMs: 10_000 })
  const answeredAt = new WeakMap<PoolClient, number>()
  let trustedSince = 0
  // The server itself cancels statements that take too long. A pooler in between refuses the setting.
  let pool = open({ statement_timeout: waits.queryMs })

  return {
    lend,
    noteAnswer: (client) => answeredAt.set(client, performance.now()),
    noteSilence: () => {
      trustedSince = performance.now()
    },
    end: () => pool.end(),
  }

  function open(more: PoolConfig): Pool {
    const { INT8 } = pg.types.builtins
    const opened = new pg.Pool({
      ...settings,
      ...more,
      connectionTimeoutMillis: waits.connectMs,
      query_timeout: waits.queryMs,
      connectionString,
      types: {
        // Ours hold milliseconds and satang: safe integers, so they are read as numbers.
        getTypeParser: (oid, format) =>
          oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
      },
    })
    // Without a listener it would end the process; the pool opens another connection by itself.
    opened.on('error', onIdleError)
    // The pool listens while a connection is idle. One that breaks while it is used fails its query.
    opened.on('connect', (client) => client.on('error', () => {}))
    return opened
  }

  async function lend(): Promise<PoolClient> {
    const giveUpAt = performance.now() + waits.connectMs
    while (true) {
      const leave = await gate.enter(giveUpAt)
      try {
        const client = await connect()
        const release = client.release.bind(client)
        client.release = (discard) => {
          release(discard)
          leave()
        }
        return client
      } catch (error) {
        leave()
        if (!isOutOfConnections(error)) throw translated(error)
        if (performance.now() >= giveUpAt) throw new StoreError('busy', error)
        await gate.narrow()
      }
    }
  }

  /** An idle connection that is still there, or a new one. */
  async function connect(): Promise<PoolClient> {
    while (true) {
      const client = await connectOnce()
      const lastAnswerAt = answeredAt.get(client)
      if (lastAnswerAt === undefined || (await isAlive(client, lastAnswerAt))) {
        answeredAt.set(client, performance.now())
        return client
      }
      client.release(true)
    }
  }

  async function isAlive(client: PoolClient, lastAnswerAt: number): Promise<boolean> {
    if (lastAnswerAt < trustedSince) return false
    if (performance.now() - lastAnswerAt < waits.restMs) return true
    try {
      await client.query({ text: 'select 1', ...{ query_timeout: waits.pingMs } })
      return true
    } catch {
      trustedSince = performance.now()
      return false
    }
  }

  async function connectOnce(): Promise<PoolClient> {
    const used = pool
    try {
      return await used.connect()
    } catch (error) {
      if (!isStartupParameterRefused(error)) throw error
      if (used === pool) {
        pool = open({})
        await used.end()
      }
      return pool.connect()
    }
  }
}

/**
 * Statements are not prepared by name: that would spare a twentieth of a charge's CPU, and break
 * behind a pooler that lends its connections by transaction.
 */
const settings: PoolConfig = {
  max: mostConnections,
  keepAlive: true,
  // Linux' own is two hours. From then on a probe a second, and closed after ten without a response.
  keepAliveInitialDelayMillis: 10_000,
}

/** Loaded when it is needed: a shop on SQLite installs no driver of PostgreSQL. */
async function loadPg() {
  try {
    return (await import('pg')).default
  } catch (cause) {
    throw new Error('Expected the npm package "pg" for PostgreSQL. Install it: npm install pg', {
      cause,
    })
  }
}
