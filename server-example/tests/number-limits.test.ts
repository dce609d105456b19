/** Each new charge makes TrueMoney send a one-time password: nobody can make it flood a stranger's phone. */
import { afterEach, expect, it } from 'vitest'
import { newChargeLimits, standardPerAddress } from '../limits/limit-rules.ts'
import { createRateLimiter } from '../limits/rate-limiter.ts'
import { openDatabase } from '../store/database.ts'
import { openTestShop, type TestShop } from './support/test-shop.ts'

const stranger = '0812345678'

let shop: TestShop
afterEach(() => shop.close())

it('refuses new charges to one number beyond the limit, whatever orders they are for', async () => {
  await open(2)
  const statuses = await Promise.all(Array.from({ length: 12 }, () => chargeNewOrder(stranger)))
  expect(statuses.filter((status) => status === 200)).toHaveLength(2)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  expect(await shop.charges()).toHaveLength(2)
})

it('says that it is the number, when to come back, and that nothing was charged', async () => {
  await open(1)
  await chargeNewOrder(stranger)
  const order = await shop.newOrder()
  const refused = await shop.submit(order, await shop.newSource(stranger))
  expect(refused).toMatchObject({ status: 429, body: { code: 'number_limited' } })
  const waitSeconds = Number(refused.headers.get('retry-after'))
  expect(waitSeconds).toBeGreaterThan(500)
  expect(waitSeconds).toBeLessThanOrEqual(600)
  expect(JSON.stringify(refused.body)).not.toContain(stranger)
  expect(await shop.payment(order)).toMatchObject({ status: 'unpaid' })
  expect(JSON.stringify(shop.log)).not.toContain(stranger)
})

it('takes another number for the same order, and the same number written otherwise for the same', async () => {
  await open(1)
  const order = await shop.newOrder()
  expect(await chargeNewOrder(stranger)).toBe(200)
  expect(await chargeNewOrder('66812345678')).toBe(429)
  expect((await shop.submit(order, await shop.newSource(stranger))).status).toBe(429)
  expect((await shop.submit(order, await shop.newSource('0899999999'))).status).toBe(200)
})

it('counts no second time who presses again while a charge is pending', async () => {
  await open(1)
  const order = await shop.newOrder()
  const source = await shop.newSource(stranger)
  for (let i = 0; i < 5; i++) expect((await shop.submit(order, source)).status).toBe(200)
  const sameNumber = await shop.newSource(stranger)
  expect((await shop.submit(order, sameNumber)).status).toBe(200)
  expect(await shop.charges()).toHaveLength(1)
})

it('refuses an order that changes its number again and again', async () => {
  await open(2)
  const order = await shop.newOrder()
  const codes = []
  for (let i = 0; i < 6; i++) {
    const { body } = await shop.submit(order, await shop.newSource(`089000000${i}`))
    codes.push(body.code ?? 'charged')
  }
  expect(codes).toEqual([...Array(4).fill('charged'), 'rate_limited', 'rate_limited'])
})

it('counts by address the charges whose source shows no number', async () => {
  await open(1)
  const statuses = []
  for (let i = 0; i < 25; i++) {
    const unknown = `src_test_5fxf2nobody000000${10 + i}`
    statuses.push((await shop.submit(await shop.newOrder(), unknown)).status)
  }
  expect(statuses).toEqual([...Array(24).fill(422), 429])
  expect(await chargeNewOrder(stranger)).toBe(200)
})

it('charges nothing while Omise does not say what the source is', async () => {
  await open(2)
  const order = await shop.newOrder()
  const source = await shop.newSource(stranger)
  await shop.control('POST', '/faults', {
    match: { path: '/sources/*' },
    fault: { kind: 'html-502' },
  })
  expect(await shop.submit(order, source)).toMatchObject({
    status: 503,
    body: { code: 'provider_unavailable' },
  })
  expect(await shop.charges()).toEqual([])
})

it('reads no source of Omise where nothing is limited', async () => {
  shop = await openTestShop()
  expect(await chargeNewOrder(stranger)).toBe(200)
  const { requests } = await shop.control('GET', '/requests')
  const paths: string[] = requests.map((one: { path: string }) => one.path)
  expect(paths.filter((path) => path.startsWith('/sources/'))).toEqual([])
})

async function open(perNumber: number): Promise<void> {
  const database = openDatabase('sqlite::memory:')
  const limits = newChargeLimits(perNumber)
  shop = await openTestShop({ limiter: createRateLimiter(standardPerAddress, database, limits) })
}

async function chargeNewOrder(phoneNumber: string): Promise<number> {
  const order = await shop.newOrder()
  return (await shop.submit(order, await shop.newSource(phoneNumber))).status
}
