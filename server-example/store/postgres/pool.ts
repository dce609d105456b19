import type { Pool } from 'pg'

/**
 * Our 64-bit columns hold milliseconds and satang: safe integers, so they are read as numbers.
 * Statements are not prepared by name: that would spare a twentieth of a charge's CPU, and break
 * behind a pooler that lends its connections by transaction.
 */
export async function openPool(
  connectionString: string,
  onIdleError: (error: Error) => void,
): Promise<Pool> {
  const { Pool, types } = await loadPg()
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A database that does not answer must not hold a buyer, or a stop, for ever.
    query_timeout: 10_000,
    statement_timeout: 10_000,
    types: {
      getTypeParser: (oid, format) =>
        oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format),
    },
  })
  // Unheard, it would end the process; the pool opens another connection by itself.
  pool.on('error', onIdleError)
  return pool
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
