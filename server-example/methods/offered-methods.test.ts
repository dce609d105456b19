import { afterEach, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'

let shop: TestShop
afterEach(() => shop.close())

const appLimits = { minAmount: 10_000, maxAmount: 5_000_000 }
const app = { method: 'truemoney_jumpapp', limits: appLimits }
const qr = { method: 'truemoney_qr', limits: appLimits }
const phone = { method: 'truemoney' }

const offered = async () => (await shop.call('GET', '/api/config')).body.methods
const warnings = () => shop.log.filter(({ level }) => level === 'warn')
const all = ['truemoney_jumpapp', 'truemoney', 'truemoney_qr'] as const

it.each([
  ['all', [...all, 'promptpay'], [app, phone, qr]],
  ['the app alone', ['truemoney_jumpapp'], [app]],
  ['phone number alone', ['truemoney'], [phone]],
  ['the QR code alone', ['truemoney_qr'], [qr]],
  ['none', ['promptpay'], []],
])('a page is offered what the account has: %s', async (_what, paymentMethods, expected) => {
  shop = await openTestShop({ methods: all, account: { paymentMethods } })
  expect(await offered()).toEqual(expected)
})

it('a page is offered only what the shop takes, in the shop’s order', async () => {
  shop = await openTestShop({
    methods: ['truemoney_qr', 'truemoney'],
    account: { paymentMethods: all },
  })
  expect(await offered()).toEqual([qr, phone])
})

it('a method that takes no amount of the shop’s is not offered, and one that takes all needs no limits', async () => {
  const account = { paymentMethods: all }
  shop = await openTestShop({ account, limits: { minAmountSatang: 2_000, maxAmountSatang: 9_999 } })
  expect(await offered()).toEqual([phone])
  await shop.close()
  shop = await openTestShop({
    account,
    limits: { minAmountSatang: 20_000, maxAmountSatang: 30_000 },
  })
  expect(await offered()).toContainEqual({ method: 'truemoney_qr' })
})

it('all that is configured is offered while the account cannot be read, and then what it has', async () => {
  shop = await openTestShop({ methods: all, account: { paymentMethods: ['truemoney_jumpapp'] } })
  await shop.control('POST', '/faults', {
    match: { method: 'GET', path: '/capability' },
    times: 1,
    fault: { kind: 'reset-before' },
  })
  expect(await offered()).toEqual([app, phone, qr])
  expect(warnings()).toHaveLength(1)
  shop.moveClock(60_000)
  await offered()
  await expect.poll(offered).toEqual([app])
})

it('what was known last is offered when the account cannot be read any more', async () => {
  shop = await openTestShop({ methods: all, account: { paymentMethods: ['truemoney_jumpapp'] } })
  await offered()
  await shop.control('POST', '/faults', {
    match: { method: 'GET', path: '/capability' },
    fault: { kind: 'reset-before' },
  })
  shop.moveClock(3_600_000)
  await offered()
  await expect.poll(warnings).toHaveLength(1)
  expect(await offered()).toEqual([app])
})

it('the account is asked once for many pages, and again after some minutes', async () => {
  shop = await openTestShop({ account: { paymentMethods: all } })
  const asked = () => shop.altered.asked.filter((one) => one === 'GET /capability').length
  await Promise.all([offered(), offered(), offered()])
  await offered()
  expect(asked()).toBe(1)
  shop.moveClock(6 * 60_000)
  await offered()
  await expect.poll(asked).toBe(2)
})
