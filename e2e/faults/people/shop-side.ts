/**
 * The shop's own side: its table in the servers' database, its warehouse, and
 * the address that its events are posted to. Whatever it hears is written down.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { shopEvent } from '../../../server-example/shop/event.ts'
import type { Database } from '../../../server-example/store/database.ts'
import { listenOnLoopback } from '../../../server-example/tests/support/test-loopback.ts'
import type { HeardEvent } from '../books/heard.ts'
import { merchantAccount } from '../stack/merchant-account.ts'

export type ShopSide = {
  /** Where warehouse and webhooks are, behind the fault proxy. */
  readonly url: string
  /** Events as they were posted, in the order of their arrival. */
  posted(): readonly HeardEvent[]
  close(): Promise<void>
}

export async function startShopSide(): Promise<ShopSide> {
  const webhook = new Webhook(merchantAccount.shopWebhookSecret)
  const posted: HeardEvent[] = []
  const server = createServer((request, response) => void take(request, response))
  const listening = await listenOnLoopback(server)
  return {
    url: listening.url,
    posted: () => posted,
    close: listening.close,
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => undefined)
    if (body === undefined) return
    if (request.url === '/shop/webhook') posted.push(heardOf(webhook, request, body))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
}

/** The table that a handler of the shop writes into, by the delivery's own transaction. */
export async function createShopTable({ db }: Database): Promise<void> {
  await sql`
    create table if not exists shipments (
      at bigint not null, event_id text not null, type text not null,
      order_id text not null, sequence integer not null, attempt_id text
    )`.execute(db)
}

/** What the handlers have written of these orders, oldest first. */
export async function readShopTable(
  { db }: Database,
  orderIds: readonly string[],
): Promise<readonly HeardEvent[]> {
  const { rows } = await sql<HeardEvent>`
    select event_id as "eventId", type, order_id as "orderId", sequence, attempt_id as "attemptId"
    from shipments where order_id in (${sql.join(orderIds)})
    order by at`.execute(db)
  return rows
}

function heardOf(webhook: Webhook, request: IncomingMessage, body: string): HeardEvent {
  const header = (name: string) => String(request.headers[name])
  // Throws for what is not signed as the standard says, and the schedule breaks off.
  webhook.verify(body, {
    'webhook-id': header('webhook-id'),
    'webhook-timestamp': header('webhook-timestamp'),
    'webhook-signature': header('webhook-signature'),
  })
  const { id, type, order, sequence, payment } = shopEvent.parse(JSON.parse(body))
  const attemptId = payment?.attemptId ?? null
  return { eventId: id, type, orderId: order.orderId, sequence, attemptId }
}
