import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { auditWhenDue, runAudit } from '../checkout/audit/audit.ts'
import { eachEntry, oddEntries } from './support/test-altered-omise.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const dayMs = 86_400_000
const hourMs = 60 * 60_000

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop()
})
afterEach(() => shop.close())

const yesterday = () => shop.checkout.clock.now() - dayMs

describe('the daily audit', () => {
  it('adopts a paid charge that nobody had heard of', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    expect(await runAudit(shop.checkout, yesterday())).toEqual({
      charges: 1,
      notOurs: 0,
      unreadable: 0,
      findings: [],
    })
    const stored = await shop.checkout.store.findOrder(order.orderId)
    expect(stored?.attempts).toMatchObject([{ state: 'successful' }])
  })

  it('learns of a refund made at the dashboard', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    await shop.omise('POST', `/charges/${charge?.id}/refunds`, { amount: 20_000 })
    await runAudit(shop.checkout, yesterday())
    expect(await shop.payment(order)).toMatchObject({ refundedAmount: 20_000 })
  })

  it('learns of a refund of an older charge, whose webhook was lost', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    await runAudit(shop.checkout, yesterday())
    for (const move of [shop.moveClock, advanceSimulator]) await move(3 * dayMs)
    await shop.omise('POST', `/charges/${charge?.id}/refunds`, { amount: 20_000 })
    expect(await runAudit(shop.checkout, yesterday())).toMatchObject({ charges: 0 })
    expect(await shop.payment(order)).toMatchObject({ refundedAmount: 20_000 })
  })

  it('learns of a refund of last week that failed after it was settled', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    await shop.omise('POST', `/charges/${charge?.id}/refunds`, { amount: 20_000 })
    await runAudit(shop.checkout, yesterday())
    for (const move of [shop.moveClock, advanceSimulator]) await move(5 * dayMs)
    shop.altered.alter({
      path: /\/refunds/,
      change: eachEntry((one) => ({ ...one, status: 'failed' })),
    })
    await runAudit(shop.checkout, yesterday())
    expect(await shop.checkout.store.findOrder(order.orderId)).toMatchObject({
      refunds: [{ state: 'failed' }],
    })
  })

  it('adopts a paid charge whose metadata was taken away at the dashboard', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('PATCH', `/charges/${charge?.id}`, { metadata: {} })
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    expect(await runAudit(shop.checkout, yesterday())).toMatchObject({ notOurs: 0, findings: [] })
    expect(await shop.payment(order)).toMatchObject({ status: 'successful' })
  })

  it('stops when it is told to, and is not taken for done', async () => {
    const stopped = AbortSignal.abort()
    await paidCharge({ order_id: 'ord_lost', attempt_id: 'att_lost' })
    expect(await auditWhenDue(shop.checkout, stopped)).toMatchObject({ charges: 0 })
    shop.moveClock(hourMs)
    expect(await auditWhenDue(shop.checkout)).toMatchObject({ charges: 1 })
  })

  it('reports by name a paid charge of an order that is not there', async () => {
    const charge = await paidCharge({ order_id: 'ord_lost', attempt_id: 'att_lost' })
    const { findings } = await runAudit(shop.checkout, yesterday())
    expect(findings).toMatchObject([
      { kind: 'paid_without_order', chargeId: charge, orderId: 'ord_lost' },
    ])
    expect(shop.log).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fields: expect.objectContaining({ chargeId: charge }),
      }),
    )
  })

  it('reports a paid charge that names one order and the attempt of another', async () => {
    const [one, other] = [await shop.newOrder(), await shop.newOrder()]
    await shop.submit(other, await shop.newSource())
    const attempt_id = (await shop.checkout.store.findOrder(other.orderId))?.attempts[0]?.id
    const charge = await paidCharge({ order_id: one.orderId, attempt_id: attempt_id ?? 'none' })
    const { findings } = await runAudit(shop.checkout, yesterday())
    expect(findings).toMatchObject([
      { kind: 'paid_but_foreign', chargeId: charge, orderId: one.orderId },
    ])
  })

  it('reports an order whose charge Omise does not know', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    await shop.control('POST', '/reset')
    expect((await runAudit(shop.checkout, yesterday())).findings).toMatchObject([
      { kind: 'charge_unknown', orderId: order.orderId },
    ])
  })

  it('says nothing of unpaid charges and of those of other systems', async () => {
    await shop.omise(
      'POST',
      '/charges',
      newCharge({ order_id: 'ord_lost', attempt_id: 'att_lost' }),
    )
    await paidCharge({ order_id: '4711' })
    expect(await runAudit(shop.checkout, yesterday())).toEqual({
      charges: 2,
      notOurs: 1,
      unreadable: 0,
      findings: [],
    })
  })

  it('skips the charges of another shop with the same account, and marks its own', async () => {
    const named = await openTestShop({ beside: shop, shopName: 'tea' })
    const order = await named.newOrder()
    await named.submit(order, await named.newSource())
    expect((await shop.charges())[0]?.metadata).toMatchObject({ shop: 'tea' })
    await shop.omise('POST', `/charges/${(await shop.charges())[0]?.id}/mark_as_paid`)
    const lost = { order_id: 'ord_lost', attempt_id: 'att_lost' }
    await paidCharge({ ...lost, shop: 'coffee' })
    const mine = await paidCharge({ ...lost, shop: 'tea' })
    expect(await runAudit(named.checkout, yesterday())).toMatchObject({
      charges: 3,
      notOurs: 1,
      findings: [{ kind: 'paid_without_order', chargeId: mine }],
    })
    await named.close()
  })

  it('skips and counts a foreign charge that is not as documented, and compares all others', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    const [charge] = await shop.charges()
    await shop.omise('POST', `/charges/${charge?.id}/mark_as_paid`)
    await paidCharge({ order_id: '4711' })
    shop.altered.alter({ path: /^\/charges\?/, change: oddEntries((one) => one.id !== charge?.id) })
    expect(await runAudit(shop.checkout, yesterday())).toMatchObject({
      unreadable: 1,
      findings: [],
    })
    expect(await stateOf(order)).toEqual(['successful'])
  })

  it('reports a charge of ours that is not as documented, and leaves it as it was known', async () => {
    const order = await shop.newOrder()
    await shop.submit(order, await shop.newSource())
    shop.altered.alter({ path: /^\/charges\?/, change: oddEntries(() => true) })
    expect(await runAudit(shop.checkout, yesterday())).toMatchObject({
      unreadable: 0,
      findings: [{ kind: 'charge_unreadable', orderId: order.orderId }],
    })
    expect(await stateOf(order)).toEqual(['pending'])
  })

  it('reads every page of a busy day', async () => {
    for (let count = 0; count < 120; count += 1)
      await shop.omise('POST', '/charges', newCharge({ order_id: '4711' }))
    expect(await runAudit(shop.checkout, yesterday())).toMatchObject({ charges: 120 })
  })

  it('runs once a day, whoever asks', async () => {
    const asked = () => Promise.all([auditWhenDue(shop.checkout), auditWhenDue(shop.checkout)])
    expect((await asked()).filter((one) => one !== undefined)).toHaveLength(1)
    shop.moveClock(dayMs - hourMs)
    expect((await asked()).filter((one) => one !== undefined)).toHaveLength(0)
    shop.moveClock(hourMs + 1_000)
    expect((await asked()).filter((one) => one !== undefined)).toHaveLength(1)
  })

  it('is taken over an hour after who began it has died', async () => {
    await shop.control('POST', '/faults', {
      match: { method: 'GET', path: '/charges*' },
      fault: { kind: 'reset-before' },
    })
    await expect(auditWhenDue(shop.checkout)).rejects.toThrow()
    expect(await auditWhenDue(shop.checkout)).toBeUndefined()
    shop.moveClock(hourMs)
    expect(await auditWhenDue(shop.checkout)).toMatchObject({ charges: 0 })
  })
})

function advanceSimulator(advanceMs: number): Promise<unknown> {
  return shop.control('POST', '/clock', { advanceMs })
}

async function stateOf({ orderId }: { orderId: string }) {
  const order = await shop.checkout.store.findOrder(orderId)
  return order?.attempts.map(({ state }) => state)
}

function newCharge(metadata: Record<string, string>) {
  return {
    amount: 100_000,
    currency: 'THB',
    source: { type: 'truemoney', phone_number: '0812345678' },
    return_uri: 'http://shop.test/',
    metadata,
  }
}

async function paidCharge(metadata: Record<string, string>): Promise<string> {
  const { body } = await shop.omise('POST', '/charges', newCharge(metadata))
  await shop.omise('POST', `/charges/${body.id}/mark_as_paid`)
  return body.id
}
