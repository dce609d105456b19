/**
 * The least that a server can do for a charge: `node:http`, one durable insert,
 * one call upstream, one durable update, in the same database engine with the
 * same care for the disk. It authorises nobody, checks nothing and forgets who
 * asked: the floor, not an example.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { json } from 'node:stream/consumers'
import { Pool } from 'pg'
import { Agent, request } from 'undici'
import * as z from 'zod/mini'

const settings = z
  .object({ PORT: z.coerce.number(), DATABASE_URL: z.string(), UPSTREAM_URL: z.string() })
  .parse(process.env)
const wishSchema = z.object({ source: z.string(), amount: z.int() })
const chargeSchema = z.object({ id: z.string(), authorize_uri: z.string() })
// The same client as the server's: what is compared is what stands around it.
const dispatcher = new Agent({ connections: 64 })
const table = `create table if not exists bare_charges (
  id text primary key, source text not null, state text not null, charge_id text)`
const notes = settings.DATABASE_URL.startsWith('sqlite:') ? openSqlite() : await openPostgres()

const server = createServer(async (incoming, response) => {
  if (incoming.method !== 'POST') return void response.end('ready')
  try {
    const { source, amount } = wishSchema.parse(await json(incoming))
    const id = `att_${randomUUID().replaceAll('-', '').slice(2)}`
    await notes.insert(id, source)
    const answer = await request(`${settings.UPSTREAM_URL}/charges`, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        amount,
        currency: 'THB',
        source,
        return_uri: 'http://shop.test/return',
        metadata: { order_id: 'ord_bare', attempt_id: id },
      }),
    })
    const charge = chargeSchema.parse(await answer.body.json())
    await notes.update(id, charge.id)
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ authorizeUri: charge.authorize_uri }))
  } catch (error) {
    process.stderr.write(`${error}\n`)
    response.writeHead(500).end()
  }
})
server.listen(settings.PORT, '127.0.0.1')
await once(server, 'listening')

function openSqlite() {
  const database = new DatabaseSync(settings.DATABASE_URL.replace('sqlite:', ''))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec(table)
  const insert = database.prepare(`insert into bare_charges values (?, ?, 'creating', null)`)
  const update = database.prepare(
    `update bare_charges set state = 'pending', charge_id = ? where id = ?`,
  )
  return {
    insert: async (id: string, source: string) => void insert.run(id, source),
    update: async (id: string, chargeId: string) => void update.run(chargeId, id),
  }
}

async function openPostgres() {
  const pool = new Pool({ connectionString: settings.DATABASE_URL, max: 10 })
  await pool.query(table)
  const insert = `insert into bare_charges values ($1, $2, 'creating', null)`
  const update = `update bare_charges set state = 'pending', charge_id = $1 where id = $2`
  return {
    insert: async (id: string, source: string) => void (await pool.query(insert, [id, source])),
    update: async (id: string, chargeId: string) => void (await pool.query(update, [chargeId, id])),
  }
}
