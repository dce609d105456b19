/** Kysely's driver over our connections. */
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import type { PoolClient } from 'pg'
import { StoreError } from '../../checkout/store-error.ts'
import { translated } from './errors.ts'
import { toPostgres } from './parameters.ts'
import type { Connections } from './pool.ts'
import { retryConflicts } from './retry-conflicts.ts'

type Lent = {
  /** Sends it once. Rejects with a `StoreError` for what ails the database. */
  send(sql: string, parameters?: readonly unknown[]): Promise<QueryResult<never>>
  isBroken(): boolean
  isInTransaction: boolean
  /** Takes another connection in place of the broken one. */
  replace(): Promise<void>
  release(): void
}

export function createDriver(connections: () => Promise<Connections>): Driver {
  const lent = new WeakMap<DatabaseConnection, Lent>()
  const lentOf = (connection: DatabaseConnection): Lent => {
    const found = lent.get(connection)
    if (found === undefined) throw new Error('Expected a connection of this driver.')
    return found
  }

  return {
    init: async () => {},
    async acquireConnection() {
      const lender = await connections()
      const one = lend(lender, await lender.lend())
      const connection = connectionOf(one)
      lent.set(connection, one)
      return connection
    },
    async beginTransaction(connection, { isolationLevel, accessMode }) {
      const one = lentOf(connection)
      // Not the database's default: under a stricter level, a statement that waited for a lock fails.
      await one.send(
        `start transaction isolation level ${isolationLevel ?? 'read committed'} ${accessMode ?? ''}`,
      )
      one.isInTransaction = true
    },
    async commitTransaction(connection) {
      const one = lentOf(connection)
      await one.send('commit')
      one.isInTransaction = false
    },
    async rollbackTransaction(connection) {
      const one = lentOf(connection)
      // A connection that is closed rolls back by itself; a second error would hide the first.
      if (!one.isBroken()) await one.send('rollback')
      one.isInTransaction = false
    },
    async releaseConnection(connection) {
      const one = lentOf(connection)
      one.release()
    },
    destroy: async () => (await connections()).end(),
  }
}

function connectionOf(lent: Lent): DatabaseConnection {
  return {
    executeQuery({ sql, parameters }: CompiledQuery) {
      const send = () => lent.send(sql, parameters)
      if (lent.isInTransaction) return send()
      // A single statement that was undone is undone whole.
      return retryConflicts(() => (sql.startsWith('select') ? readAnyhow(lent, send) : send()))
    },
    // biome-ignore lint/correctness/useYield: there is nothing to stream.
    async *streamQuery() {
      throw new Error('Expected a query that is read whole.')
    },
  }
}

/** Retries a read where a restart of the server has cut the connection. */
async function readAnyhow<Result>(lent: Lent, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof StoreError) || error.fault !== 'unreachable') throw error
    await lent.replace()
    return read()
  }
}

function lend(lender: Connections, first: PoolClient): Lent {
  let client: PoolClient | undefined = first
  let isBroken = false
  return {
    isInTransaction: false,
    isBroken: () => isBroken,
    async replace() {
      client?.release(true)
      client = undefined
      client = await lender.lend()
      isBroken = false
    },
    release() {
      client?.release(isBroken || this.isInTransaction)
    },
    async send(sql, parameters = []) {
      if (client === undefined) throw new Error('Expected a connection, none could be opened.')
      try {
        const { command, rowCount, rows } = await client.query<never>(sql, toPostgres(parameters))
        lender.noteAnswer(client)
        // `commit` responds so where an earlier error has ended the transaction.
        if (sql === 'commit' && command === 'ROLLBACK')
          throw new Error('Expected the transaction to be committed; it was rolled back.')
        return changing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows }
      } catch (error) {
        const known = translated(error)
        if (known instanceof StoreError && known.fault === 'unreachable') lender.noteSilence()
        // A new connection may find another server: the one that is written to now.
        if (known instanceof StoreError && known.fault !== 'busy') isBroken = true
        throw known
      }
    },
  }
}

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])
