import { describe, expect, it } from 'vitest'
import { problemStatus } from '../contract.ts'
import type { CheckoutErrorCode } from '../core/errors.ts'
import { type Answer, calm, json, listen } from './loopback.test-support.ts'
import { createMerchantClient } from './merchant.ts'

const order = { orderId: 'ord_1', token: 'secret-token' }
const request = { source: 'src_test_1', amountSatang: 100_000 }
const authorizeUri = 'https://pay.omise.co/payments/pay2_test_1/authorize'

const serverThat = async (answer: Answer) => {
  const { url, received } = await listen(answer)
  return { received, merchant: createMerchantClient({ serverUrl: url }) }
}

const problem = (code: string, status: number): Answer => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: code, status, code }),
})

describe('createCharge', () => {
  it('sends source and amount with the token, once', async () => {
    const { received, merchant } = await serverThat(json(200, { authorizeUri }))
    expect(await merchant.createCharge(order, request, calm)).toEqual({ authorizeUri })
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      method: 'POST',
      path: '/api/orders/ord_1/charge',
      body: { source: 'src_test_1', amount: 100_000 },
      headers: { authorization: 'Bearer secret-token', 'content-type': 'application/json' },
    })
  })

  it('keeps a strange order id inside its path', async () => {
    const { received, merchant } = await serverThat(json(200, { authorizeUri }))
    await merchant.createCharge({ ...order, orderId: '../a?b#c' }, request, calm)
    expect(received[0]?.path).toBe('/api/orders/..%2Fa%3Fb%23c/charge')
  })

  const codes: Record<keyof typeof problemStatus, CheckoutErrorCode> = {
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
    number_limited: 'number_limited',
    refund_refused: 'server_refused',
    rate_limited: 'rate_limited',
    internal_error: 'server_failed',
    provider_unavailable: 'provider_unavailable',
  }
  it.each(Object.entries(problemStatus))('reads the problem %s (HTTP %i)', async (name, status) => {
    const { merchant } = await serverThat(problem(name, status))
    await expect(merchant.createCharge(order, request, calm)).rejects.toMatchObject({
      code: Object.entries(codes).find(([problemName]) => problemName === name)?.[1],
      message: expect.stringContaining(`HTTP ${status} (${name})`),
    })
  })

  it.each<[CheckoutErrorCode, string, Answer]>([
    ['server_refused', 'a problem nobody has heard of', problem('teapot', 418)],
    ['server_failed', 'a new problem of the server', problem('toString', 507)],
    ['server_refused', "a file server's page", { status: 404, type: 'text/html', body: '<h1>' }],
    ['server_failed', "a gateway's page", { status: 504, type: 'text/html', body: '<h1>' }],
    ['rate_limited', "a gateway's limit", { status: 429, type: 'text/html', body: '<h1>' }],
    ['unexpected_answer', 'no JSON', { status: 200, type: 'text/html', body: '<h1>' }],
    ['unexpected_answer', 'no address', json(200, {})],
    ['unexpected_answer', 'an address that is none', json(200, { authorizeUri: 'soon' })],
  ])('answers %s to %s', async (code, _name, answer) => {
    const { received, merchant } = await serverThat(answer)
    await expect(merchant.createCharge(order, request, calm)).rejects.toMatchObject({ code })
    expect(received).toHaveLength(1)
  })

  it('says that the server cannot be reached, has tried once, and keeps the token to itself', async () => {
    const { received, merchant } = await serverThat('reset')
    const thrown: unknown = await merchant
      .createCharge(order, request, calm)
      .catch((reason: unknown) => reason)
    expect(thrown).toMatchObject({ code: 'server_unreachable' })
    expect(`${thrown} ${JSON.stringify(thrown)}`).not.toContain('secret-token')
    expect(received).toHaveLength(1)
  })
})

describe('getPayment', () => {
  const payment = { orderId: 'ord_1', status: 'pending', amount: 100_000, currency: 'THB' }

  it('reads the payment with the token', async () => {
    const full = { ...payment, authorizeUri, expiresAt: '2026-03-27T09:41:53Z' }
    const { received, merchant } = await serverThat(json(200, full))
    expect(await merchant.getPayment(order, calm)).toEqual(full)
    expect(received[0]).toMatchObject({
      method: 'GET',
      path: '/api/orders/ord_1/payment',
      headers: { authorization: 'Bearer secret-token' },
    })
  })

  it('takes fields that are new, and drops them', async () => {
    const { merchant } = await serverThat(json(200, { ...payment, mood: 'good' }))
    expect(await merchant.getPayment(order, calm)).toEqual(payment)
  })

  it.each([
    ['an unknown status', { ...payment, status: 'settled' }],
    ['no status', { ...payment, status: undefined }],
    ['another currency', { ...payment, currency: 'JPY' }],
    ['an amount that is none', { ...payment, amount: '1000' }],
    ['null', null],
  ])('believes nothing of an answer with %s', async (_name, body) => {
    const { merchant } = await serverThat(json(200, body))
    await expect(merchant.getPayment(order, calm)).rejects.toMatchObject({
      code: 'unexpected_answer',
    })
  })

  it('names the wrong field and not its content', async () => {
    const { merchant } = await serverThat(json(200, { ...payment, status: 'secret' }))
    const thrown: unknown = await merchant
      .getPayment(order, calm)
      .catch((reason: unknown) => reason)
    expect(String(thrown)).toContain('problems at status')
    expect(String(thrown)).not.toContain('secret')
  })

  it('asks once and leaves asking again to whoever asks', async () => {
    const { received, merchant } = await serverThat(problem('internal_error', 500))
    await expect(merchant.getPayment(order, calm)).rejects.toThrow()
    expect(received).toHaveLength(1)
  })

  it('gives up when it is told to', async () => {
    const controller = new AbortController()
    const { merchant } = await serverThat('silence')
    const asked = merchant.getPayment(order, controller.signal)
    controller.abort()
    await expect(asked).rejects.toThrow()
  })
})
