import type * as z from 'zod/mini'
import {
  type Charge,
  charge,
  type OrderKey,
  type Payment,
  payment,
  problem,
  type problemStatus,
} from '../contract.ts'
import { CheckoutError, type CheckoutErrorCode } from '../core/errors.ts'
import { withoutExtensions } from '../core/extensions.ts'
import { type HttpResponse, send } from './http.ts'

// The server waits about 30 s for Omise; the buyer's browser has to wait longer than that.
const chargeTimeoutMs = 50_000
const paymentTimeoutMs = 15_000

/**
 * Returns a client of the HTTP contract in `contract.ts`. A `chargeUrl` takes the
 * place of the contract's own address.
 */
export function createMerchantClient({
  serverUrl,
  chargeUrl,
}: {
  serverUrl: string
  chargeUrl?: string | undefined
}) {
  const orderUrl = (orderId: string) => `${serverUrl}/api/orders/${encodeURIComponent(orderId)}`
  const bearer = ({ token }: OrderKey) => ({ authorization: `Bearer ${token}` })

  return {
    async createCharge(
      order: OrderKey | undefined,
      request: { source: string; amountSatang: number },
      signal: AbortSignal,
    ): Promise<Charge> {
      const response = await send({
        method: 'post',
        url: chargeUrl ?? `${orderUrl(order?.orderId ?? '')}/charge`,
        headers: order ? bearer(order) : {},
        json: { source: request.source, amount: request.amountSatang },
        credentials: 'same-origin',
        timeoutMs: chargeTimeoutMs,
        peer: { name: 'the server (POST …/charge)', unreachable: 'server_unreachable' },
        signal,
      })
      return read(response, charge, 'a charge')
    },

    async getPayment(order: OrderKey, signal: AbortSignal): Promise<Payment> {
      const response = await send({
        method: 'get',
        url: `${orderUrl(order.orderId)}/payment`,
        headers: bearer(order),
        credentials: 'same-origin',
        timeoutMs: paymentTimeoutMs,
        peer: { name: 'the server (GET …/payment)', unreachable: 'server_unreachable' },
        signal,
      })
      return read(response, payment, 'a payment')
    },
  }
}

function read<Schema extends z.ZodMiniType>(
  { status, body }: HttpResponse,
  schema: Schema,
  expected: string,
): z.infer<Schema> {
  if (status < 400) {
    const parsed = withoutExtensions(() => schema.safeParse(body))
    if (parsed.success) return parsed.data
    throw new CheckoutError(
      'unexpected_answer',
      `Expected ${expected} from the server, got HTTP ${status} with ${faults(parsed.error)}. ` +
        'Make the server respond as truemoney-checkout/contract describes.',
    )
  }

  const refused = withoutExtensions(() => problem.safeParse(body))
  const code = refused.success ? refused.data.code : 'no problem document'
  throw new CheckoutError(
    refusalCode(code, status),
    `Expected ${expected} from the server, got HTTP ${status} (${code.slice(0, 60)}). ` +
      'See the server’s log.',
  )
}

/** Names the fields that are wrong, never what was in them. */
function faults({ issues }: { issues: { path: PropertyKey[] }[] }): string {
  return `problems at ${issues.map(({ path }) => path.map(String).join('.') || 'the top').join(', ')}`
}

function refusalCode(code: string, status: number): CheckoutErrorCode {
  if (isProblemCode(code)) return problemErrors[code]
  if (status >= 500) return 'server_failed'
  return status === 429 ? 'rate_limited' : 'server_refused'
}

const problemErrors = {
  invalid_request: 'server_refused',
  unauthorized: 'order_unknown',
  forbidden: 'server_refused',
  not_found: 'order_unknown',
  method_not_allowed: 'server_refused',
  already_paid: 'already_paid',
  order_cancelled: 'order_cancelled',
  amount_changed: 'amount_changed',
  charge_unconfirmed: 'charge_unconfirmed',
  payload_too_large: 'server_refused',
  unsupported_media_type: 'server_refused',
  charge_refused: 'charge_refused',
  // Refunds are for the merchant's own pages; a buyer's never asks for one.
  refund_refused: 'server_refused',
  rate_limited: 'rate_limited',
  number_limited: 'number_limited',
  internal_error: 'server_failed',
  provider_unavailable: 'provider_unavailable',
} as const satisfies Record<keyof typeof problemStatus, CheckoutErrorCode>

function isProblemCode(code: string): code is keyof typeof problemErrors {
  return Object.hasOwn(problemErrors, code)
}
