import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runAudit } from '../checkout/audit/audit.ts'
import { reconcileAttempt } from '../checkout/reconcile.ts'
import { reconcileDue } from '../checkout/reconciler.ts'
import { eachEntry, oddEntries } from './support/test-altered-omise.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const reconciler = { everyMs: 1, parallel: 10, perSecond: 1_000, leaseMs: 60_000 }
const dayMs = 86_400_000

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop()
})
afterEach(() => shop.close())

describe('a database restored to before an attempt', () => {
  it('gets the payment back with the webhook, and the buyer is asked for no second one', async () => {
    const order = await shop.newOrder()
    const charge = await lostPaidCharge(order)
    expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
    expect(await delivered(charge)).toMatchObject({ body: { outcome: 'successful' } })
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({
      status: 409,
      body: { code: 'already_paid' },
    })
  })

  it('gets the payment back with the audit', async () => {
    const order = await shop.newOrder()
    await lostPaidCharge(order)
    expect(await runAudit(shop.checkout, shop.checkout.clock.now() - dayMs)).toMatchObject({
      findings: [],
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
  })

  it('keeps the payment that came first, and refunds the other one', async () => {
    const order = await shop.newOrder()
    const lost = await lostPaidCharge(order)
    await shop.submit(order, await shop.newSource())
    const again = (await shop.charges()).find(({ id }) => id !== lost)
    await shop.omise('POST', `/charges/${again?.id}/mark_as_paid`)
    await shop.payment(order)
    await delivered(lost)
    await reconcileDue(shop.checkout, reconciler)
    expect(await refundedOf(lost)).toBe(100_000)
    expect(await refundedOf(again?.id)).toBe(0)
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
  })

  it('goes on with a lost charge that nobody has paid yet', async () => {
    const order = await shop.newOrder()
    const lost = await lostCharge(order)
    await delivered(lost)
    expect(await shop.payment(order)).toMatchObject({
      status: 'pending',
      authorizeUri: expect.stringContaining('/payments/'),
    })
  })
})

describe('an answer of Omise about something else than was asked', () => {
  it('shows one order nothing of another’s payment', async () => {
    const [mine, other] = [await shop.newOrder(), await shop.newOrder()]
    await shop.submit(other, await shop.newSource())
    const [paid] = await shop.charges()
    await shop.omise('POST', `/charges/${paid?.id}/mark_as_paid`)
    const { body } = await shop.omise('GET', `/charges/${paid?.id}`)
    await shop.submit(mine, await shop.newSource())
    shop.altered.alter({ path: /^\/charges\/\w+$/, change: () => body })
    expect(await shop.payment(mine)).toMatchObject({ orderId: mine.orderId, status: 'pending' })
  })

  it('sends no buyer to the charge of another order', async () => {
    const [mine, other] = [await shop.newOrder(), await shop.newOrder()]
    await shop.submit(other, await shop.newSource())
    const [charge] = await shop.charges()
    const { body } = await shop.omise('GET', `/charges/${charge?.id}`)
    shop.altered.alter({ method: 'POST', path: /^\/charges$/, change: () => body, times: 1 })
    const answer = await shop.submit(mine, await shop.newSource())
    expect(answer.body.authorizeUri).not.toBe(body.authorize_uri)
    expect(await shop.payment(mine)).toMatchObject({ orderId: mine.orderId, status: 'pending' })
  })

  it('makes no refund of another charge this order’s', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    await shop.omise('POST', `/charges/${charge?.id}/refunds`, { amount: 2_000 })
    shop.altered.alter({
      path: /^\/charges\/\w+\/refunds/,
      change: eachEntry((one) => ({ ...one, charge: 'chrg_test_other' })),
    })
    expect(await delivered(charge?.id)).toMatchObject({ status: 503 })
    expect(await stored(order)).toMatchObject({ refunds: [] })
  })
})

describe('a charge of another amount than its order', () => {
  it('ends its attempt, is expired at Omise, and the buyer can pay again', async () => {
    const order = await shop.newOrder()
    alterAmount(5_000)
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({ status: 409 })
    expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
    expect(await stored(order)).toMatchObject({
      attempts: [{ state: 'superseded', failureCode: 'amount_mismatch', amountSatang: 5_000 }],
    })
    expect(shop.log).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('amount') }),
    )
    await reconcileDue(shop.checkout, reconciler)
    expect(await shop.charges()).toMatchObject([{ status: 'expired' }])
    shop.altered.heal()
    expect(await shop.submit(order, await shop.newSource())).toMatchObject({ status: 200 })
  })

  it('is refunded when it is paid, and never taken for the payment', async () => {
    const order = await shop.newOrder()
    await shop.control('POST', '/faults', {
      match: { method: 'POST', path: '/charges' },
      fault: { kind: 'reset-before' },
    })
    await shop.submit(order, await shop.newSource())
    const attemptId = (await stored(order))?.attempts[0]?.id
    const charge = await lostPaidCharge(order, { amount: 5_000, attemptId })
    expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
    expect(await stored(order)).toMatchObject({
      attempts: [{ state: 'duplicate', failureCode: 'amount_mismatch' }],
    })
    await reconcileDue(shop.checkout, reconciler)
    expect(await refundedOf(charge)).toBe(5_000)
  })

  function alterAmount(amount: number): void {
    shop.altered.alter({
      path: /^\/charges(\/\w+(\/expire)?)?$/,
      change: (one) => ({ ...one, amount }),
    })
  }
})

describe('a payment whose money Omise takes back', () => {
  const reversedAt = '2026-03-01T00:00:00Z'
  const reversal = { status: 'reversed', reversed: true, reversed_at: reversedAt, paid: false }

  it('stays paid for its buyer, and is told to the shop and the log once', async () => {
    const { order, chargeId } = await paidOrder()
    alterCharge(reversal)
    await delivered(chargeId)
    await delivered(chargeId)
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
    expect((await shop.app.orders.find({ orderId: order.orderId }))?.attempts).toMatchObject([
      { state: 'successful', reversedAt: '2026-03-01T00:00:00.000Z', disputedAt: null },
    ])
    expect(messages('error')).toEqual(['a paid charge was reversed at Omise: its money is gone'])
  })

  it('is found by the audit when the webhook is lost', async () => {
    const { order } = await paidOrder()
    shop.altered.alter({
      path: /^\/charges\?/,
      change: (list) => ({
        ...list,
        data: Array.isArray(list.data) ? list.data.map((one) => ({ ...one, ...reversal })) : [],
      }),
    })
    await runAudit(shop.checkout, shop.checkout.clock.now() - dayMs)
    expect(await stored(order)).toMatchObject({
      attempts: [{ state: 'successful', reversedAt: Date.parse(reversedAt) }],
    })
  })

  it('by a dispute is known from the dispute’s own event', async () => {
    const { order, chargeId } = await paidOrder()
    alterCharge({ dispute: { object: 'dispute', id: 'dspt_test_1', status: 'open' } })
    await shop.deliver({
      id: 'evnt_1',
      key: 'dispute.create',
      data: { object: 'dispute', id: 'dspt_test_1', charge: chargeId },
    })
    expect(await stored(order)).toMatchObject({
      attempts: [{ state: 'successful', disputedAt: expect.any(Number), reversedAt: null }],
    })
    expect(messages('error')).toEqual(['a paid charge is disputed: see it at Omise'])
  })

  it('by a void is not called reversed, whatever status Omise gives it', async () => {
    const { order, chargeId } = await paidOrder()
    alterCharge({ ...reversal, voided: true })
    await delivered(chargeId)
    expect(await stored(order)).toMatchObject({ attempts: [{ reversedAt: null }] })
  })

  async function paidOrder() {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    await shop.payment(order)
    return { order, chargeId: charge?.id }
  }

  function alterCharge(difference: Record<string, unknown>): void {
    shop.altered.alter({ path: /^\/charges\/\w+$/, change: (one) => ({ ...one, ...difference }) })
  }

  function messages(level: string): string[] {
    return shop.log.filter((line) => line.level === level).map(({ message }) => message)
  }
})

describe('a document of Omise that is not as documented', () => {
  it('of somebody else leaves no attempt of ours unresolved', async () => {
    const order = await shop.newOrder()
    await lostSubmit(order, 'reset-after')
    await lostCharge({ orderId: '4711' })
    shop.altered.alter({
      path: /^\/charges\?/,
      change: oddEntries(({ metadata }) => JSON.stringify(metadata).includes('4711')),
    })
    expect(await shop.payment(order)).toMatchObject({
      status: 'pending',
      authorizeUri: expect.any(String),
    })
  })

  it('of ours leaves its attempt unknown, and never abandoned', async () => {
    const order = await shop.newOrder()
    await lostSubmit(order, 'reset-after')
    shop.altered.alter({ path: /^\/charges\?/, change: oddEntries(() => true) })
    shop.moveClock(5 * 60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await stored(order)).toMatchObject({ attempts: [{ state: 'creating' }] })
    shop.altered.heal()
    shop.moveClock(5 * 60_000)
    await reconcileDue(shop.checkout, reconciler)
    expect(await stored(order)).toMatchObject({ attempts: [{ state: 'pending' }] })
  })

  it('with an odd time still says what became of the money', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    shop.altered.alter({
      path: /^\/charges\/\w+$/,
      change: (one) => ({ ...one, expires_at: 'never', paid_at: 'just now' }),
    })
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
  })
})

describe('a machine whose clock is off', () => {
  it.each([61_000, -61_000])(
    'by %i ms gives up no charge that another machine is making',
    async (aheadMs) => {
      const other = await openTestShop({ beside: shop, correctsClock: true })
      other.moveClock(aheadMs)
      // Two answers of Omise show how far the clock is off.
      for (let seen = 0; seen < 2; seen += 1)
        await other.checkout.provider.getCharge(await lostCharge({ orderId: '4711' }))
      const order = await shop.newOrder()
      await lostSubmit(order, 'reset-before')
      const attempt = (await stored(order))?.attempts[0]
      if (attempt !== undefined)
        await reconcileAttempt(other.checkout, (await stored(order)) ?? never(), attempt)
      expect(await stored(order)).toMatchObject({ attempts: [{ state: 'creating' }] })
      expect(other.log).toContainEqual(
        expect.objectContaining({
          level: 'warn',
          message: expect.stringContaining('clock is off'),
        }),
      )
      await other.close()
    },
  )

  it('shows the right time after two answers of Omise', async () => {
    const other = await openTestShop({ beside: shop, correctsClock: true })
    other.moveClock(3_600_000)
    for (let seen = 0; seen < 2; seen += 1)
      await other.checkout.provider.getCharge(await lostCharge({ orderId: '4711' }))
    expect(Math.abs(other.checkout.clock.now() - Date.now())).toBeLessThan(3_000)
    await other.close()
  })
})

function never(): never {
  throw new Error('Expected the order in the store.')
}

describe('many buyers whose answers were lost', () => {
  it('are found by one reading of the list at a time', async () => {
    const orders = await Promise.all(Array.from({ length: 12 }, () => shop.newOrder()))
    for (const order of orders) {
      await lostSubmit(order, 'reset-before')
      const attemptId = (await stored(order))?.attempts[0]?.id
      await lostCharge(order, { attemptId })
    }
    shop.altered.asked.length = 0
    const payments = await Promise.all(orders.map((order) => shop.payment(order)))
    expect(payments.map(({ authorizeUri }) => typeof authorizeUri)).toEqual(
      orders.map(() => 'string'),
    )
    const lists = shop.altered.asked.filter((one) => one.startsWith('GET /charges?'))
    expect(lists.length).toBeLessThanOrEqual(2)
  })
})

/** A submit that the buyer's server got no answer to. */
async function lostSubmit(
  order: { orderId: string; token: string },
  kind: 'reset-before' | 'reset-after',
): Promise<void> {
  const source = await shop.newSource()
  await shop.control('POST', '/faults', {
    match: { method: 'POST', path: '/charges' },
    fault: { kind },
  })
  // The one look that follows finds nothing either.
  shop.altered.alter({
    path: /^\/charges\?/,
    change: (list) => ({ ...list, total: 0, data: [] }),
  })
  await shop.submit(order, source)
  shop.altered.heal()
}

/** A charge that our server made, and of which its database has nothing any more. */
async function lostCharge(
  { orderId }: { orderId: string },
  { amount = 100_000, attemptId = 'att_lost' }: Different = {},
): Promise<string> {
  const { body } = await shop.omise('POST', '/charges', {
    amount,
    currency: 'THB',
    source: { type: 'truemoney', phone_number: '0812345678' },
    return_uri: 'http://shop.test/',
    metadata: { order_id: orderId, attempt_id: attemptId },
  })
  return String(body.id)
}

type Different = { amount?: number; attemptId?: string | undefined }

async function lostPaidCharge(order: { orderId: string }, different: Different = {}) {
  const id = await lostCharge(order, different)
  await shop.omise('POST', `/charges/${id}/mark_as_paid`)
  return id
}

function delivered(chargeId: string | undefined) {
  const data = { object: 'charge', id: chargeId }
  return shop.deliver({ id: 'evnt_1', key: 'charge.complete', data })
}

async function refundedOf(chargeId: string | undefined): Promise<unknown> {
  const { body } = await shop.omise('GET', `/charges/${chargeId}`)
  return body.refunded_amount
}

function stored({ orderId }: { orderId: string }) {
  return shop.checkout.store.findOrder(orderId)
}
