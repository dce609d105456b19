/** What is asked of a server under load, over as many kept connections as there are buyers. */
import { createHmac } from 'node:crypto'
import { Agent, request } from 'undici'
import type { Send } from './load.ts'
import { webhookSecret } from './merchant-settings.ts'
import { type SeededOrder, seededToken } from './seed.ts'

const agent = new Agent({ connections: 128, pipelining: 1 })
const authorization = `Bearer ${seededToken}`

export function closeBuyers(): Promise<void> {
  return agent.destroy()
}

/** Charges one order after the other: each of them once. */
export function charging(url: string, orders: readonly SeededOrder[]): Send {
  return async (nth) => {
    const { orderId } = itemAt(orders, nth)
    await post(`${url}/api/orders/${orderId}/charge`, {
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ source: `src_${orderId}_${nth}`, amount: 100_000 }),
    })
  }
}

/** The same for a server that has no orders. */
export function chargingBare(url: string): Send {
  return (nth) =>
    post(`${url}/charge`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ source: `src_bare_${nth}`, amount: 100_000 }),
    })
}

/** Looks at the payment of one order after the other, and begins anew at the end. */
export function polling(url: string, orders: readonly SeededOrder[]): Send {
  return async (nth) => {
    const { orderId } = itemAt(orders, nth % orders.length)
    await expectOk('GET', `${url}/api/orders/${orderId}/payment`, { headers: { authorization } })
  }
}

/** Delivers `charge.complete` for one order after the other, signed: each of them once. */
export function delivering(url: string, orders: readonly SeededOrder[]): Send {
  return async (nth) => {
    const { chargeId } = itemAt(orders, nth)
    const body = JSON.stringify({
      object: 'event',
      id: `evnt_${chargeId.slice(-30)}`,
      key: 'charge.complete',
      data: { object: 'charge', id: chargeId },
    })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', Buffer.from(webhookSecret, 'base64'))
      .update(`${timestamp}.${body}`)
      .digest('hex')
    await post(`${url}/webhooks/omise`, {
      headers: {
        'content-type': 'application/json',
        'omise-signature': signature,
        'omise-signature-timestamp': timestamp,
      },
      body,
    })
  }
}

type Sent = { headers: Record<string, string>; body?: string }

function post(url: string, sent: Sent): Promise<void> {
  return expectOk('POST', url, sent)
}

async function expectOk(method: 'GET' | 'POST', url: string, sent: Sent): Promise<void> {
  const { statusCode, body } = await request(url, { method, dispatcher: agent, ...sent })
  const text = await body.text()
  if (statusCode !== 200)
    throw new Error(
      `Expected ${method} ${new URL(url).pathname} to succeed, got ${statusCode}: ${text}`,
    )
}

function itemAt(orders: readonly SeededOrder[], nth: number): SeededOrder {
  const order = orders[nth]
  if (order === undefined)
    throw new RangeError(`Expected more than ${nth} seeded orders, got ${orders.length}.`)
  return order
}
