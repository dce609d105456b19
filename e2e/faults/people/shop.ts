/** The servers as a buyer's browser and the merchant meet them, behind a load balancer: everything told is written down. */
import { randomUUID } from 'node:crypto'
import { type Agent, request } from 'undici'
import * as z from 'zod/mini'
import type { Clock } from '../../../server-example/checkout/ports.ts'
import { shopEvent } from '../../../server-example/shop/event.ts'
import { charge, order, type PaymentMethod, payment, problem } from '../../../widget/contract.ts'
import {
  attemptIdOfCode,
  type PaymentTold,
  type RefundTold,
  type SubmitTold,
  type Told,
} from '../books/told.ts'
import { merchantAccount } from '../stack/merchant-account.ts'

export type ShopOrder = {
  readonly orderId: string
  readonly reference: string
  readonly token: string
  readonly amountSatang: number
}

export type Shop = {
  newOrder(quantity: number): Promise<ShopOrder | undefined>
  /** `none`: nobody answered. */
  cancel(order: ShopOrder): Promise<'cancelled' | 'problem' | 'none'>
  /** A page of all events; `undefined` when nobody answered. */
  pullEvents(after: string): Promise<z.output<typeof eventPage> | undefined>
  submit(
    order: ShopOrder,
    source: { id: string } | { phoneNumber: string } | { method: PaymentMethod },
    shownAmountSatang: number,
  ): Promise<SubmitTold['answer']>
  payment(order: ShopOrder): Promise<PaymentTold['answer']>
  refund(
    order: ShopOrder,
    ask: { wish: string; key: string | undefined; amountSatang: number | undefined },
  ): Promise<RefundTold['answer']>
}

const refundAnswer = z.object({
  refundId: z.string(),
  status: z.enum(['done', 'unconfirmed']),
  amount: z.int(),
})

const eventPage = z.object({ events: z.array(shopEvent), next: z.string() })

type Answer =
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'problem'; readonly code: string }
  | { readonly kind: 'none' }

/** Longer than any answer of a server may take; it only ends what would hang for ever. */
const patienceMachineMs = 20_000

export function createShop(deps: {
  readonly clock: Clock
  readonly told: Told
  readonly agent: Agent
  readonly serverUrl: () => string
}): Shop {
  const { clock, told, agent, serverUrl } = deps
  return {
    async newOrder(quantity) {
      const reference = `SO-${randomUUID()}`
      const answer = await call('POST', '/api/merchant/orders', {
        token: merchantAccount.merchantToken,
        body: { reference, amount: quantity * merchantAccount.priceSatang },
      })
      if (answer.kind !== 'json') return undefined
      const { orderId, token, amount } = order.parse(answer.json)
      return { orderId, reference, token, amountSatang: amount }
    },

    async cancel({ reference }) {
      const answer = await call('DELETE', `/api/merchant/orders/${reference}`, {
        token: merchantAccount.merchantToken,
      })
      return answer.kind === 'json' ? 'cancelled' : answer.kind
    },

    async pullEvents(after) {
      const answer = await call('GET', `/api/merchant/events?after=${after}&limit=1`, {
        token: merchantAccount.merchantToken,
      })
      return answer.kind === 'json' ? eventPage.parse(answer.json) : undefined
    },

    async submit({ orderId, token }, source, amount) {
      const askedAt = clock.now()
      const body = 'id' in source ? { source: source.id, amount } : { ...source, amount }
      const got = await call('POST', `/api/orders/${orderId}/charge`, { token, body })
      const answer = got.kind === 'json' ? submitTold(got.json) : got
      const sourceId = 'id' in source ? source.id : null
      told.submits.push({ orderId, sourceId, askedAt, toldAt: clock.now(), answer })
      return answer
    },

    async payment({ orderId, token }) {
      const askedAt = clock.now()
      const got = await call('GET', `/api/orders/${orderId}/payment`, { token })
      const answer: PaymentTold['answer'] =
        got.kind === 'json' ? { kind: 'payment', payment: payment.parse(got.json) } : got
      told.payments.push({ orderId, askedAt, toldAt: clock.now(), answer })
      return answer
    },

    async refund({ orderId }, { wish, key, amountSatang }) {
      const askedAt = clock.now()
      const got = await call('POST', `/api/orders/${orderId}/refunds`, {
        token: merchantAccount.merchantToken,
        body: amountSatang === undefined ? {} : { amount: amountSatang },
        key,
      })
      const answer = got.kind === 'json' ? refundTold(got.json) : got
      told.refunds.push({ orderId, wish, askedAt, toldAt: clock.now(), answer })
      return answer
    },
  }

  async function call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    { token, body, key }: { token?: string; body?: unknown; key?: string | undefined },
  ): Promise<Answer> {
    try {
      const response = await request(serverUrl() + path, {
        method,
        dispatcher: agent,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMachineMs),
      })
      const json = await response.body.json()
      if (response.statusCode < 300) return { kind: 'json', json }
      return { kind: 'problem', code: problem.parse(json).code }
    } catch (error) {
      // An answer that is not the contract's must not pass for silence.
      if (error instanceof z.core.$ZodError || error instanceof SyntaxError) throw error
      return { kind: 'none' }
    }
  }
}

function submitTold(json: unknown): SubmitTold['answer'] {
  const made = charge.parse(json)
  return 'qr' in made
    ? { kind: 'scan', attemptId: attemptIdOfCode(made.qr) }
    : { kind: 'authorize', ...made }
}

function refundTold(json: unknown): RefundTold['answer'] {
  const { refundId, status, amount } = refundAnswer.parse(json)
  return { kind: status, refundId, amountSatang: amount }
}
