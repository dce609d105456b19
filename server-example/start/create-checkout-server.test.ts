import { expect, it } from 'vitest'
import { optionsFromEnv } from '../config/options-from-env.ts'
import { createCheckoutServer } from './create-checkout-server.ts'

const merchantToken = 'the-token-of-a-merchant-with-an-app'
const env = {
  PUBLIC_URL: 'https://shop.example',
  OMISE_PUBLIC_KEY: 'pkey_test_1',
  OMISE_SECRET_KEY: 'skey_test_1',
  DATABASE_URL: 'sqlite::memory:',
  // Nobody listens there: the start goes on without an answer.
  OMISE_API_URL: 'http://127.0.0.1:1',
  LOG_LEVEL: 'silent',
}
const open = (given: Parameters<typeof optionsFromEnv>[0]) =>
  createCheckoutServer(optionsFromEnv(given))
const ask = (path: string) => new Request(`https://shop.example${path}`)

it.each([
  ['/api/orders/ord_1/payment', true],
  ['/api/merchant/orders', true],
  ['/api/config', true],
  ['/checkout/return', true],
  ['/webhooks/omise', true],
  ['/api/orders-of-mine', false],
  ['/api', false],
  ['/checkout', false],
  ['/webhooks/other', false],
  ['/healthz', false],
  ['/', false],
])('without a prefix the path %s is ours: %s', async (path, isOurs) => {
  const checkout = await open(env)
  expect(checkout.handles(path)).toBe(isOurs)
  await checkout.close()
})

it.each([
  ['/pay/api/orders', true],
  ['/pay/healthz', true],
  ['/api/orders', false],
  ['/pay', false],
  ['/pay/', false],
  ['/payments/api/orders', false],
])('with the prefix /pay the path %s is ours: %s', async (path, isOurs) => {
  const checkout = await open({ ...env, PUBLIC_URL: 'https://shop.example/pay/' })
  expect(checkout.handles(path)).toBe(isOurs)
  await checkout.close()
})

it('serves no pages, whatever the configuration says: they are the app’s own', async () => {
  const checkout = await open({ ...env, PAGES: 'public' })
  expect((await checkout.fetch(ask('/index.html'))).status).toBe(404)
  await checkout.close()
})

it('serves the merchant’s page under its prefix when asked to, with all that it needs', async () => {
  const given = { ...env, PUBLIC_URL: 'https://shop.example/pay', MERCHANT_TOKEN: merchantToken }
  const checkout = await open({ ...given, MERCHANT_PAGE: 'true' })
  const read = async (path: string) => checkout.fetch(ask(`/pay${path}`))
  expect((await read('/merchant')).headers.get('location')).toBe('merchant/index.html')
  expect((await read('/merchant/')).status).toBe(200)
  const page = await read('/merchant/index.html')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  const files = Array.from(
    (await page.text()).matchAll(/(?:href|src)="\.\/([^"]+)"/g),
    ([, to]) => to,
  )
  expect(files).toContain('main.js')
  for (const file of files) expect((await read(`/merchant/${file}`)).status, file).toBe(200)
  await checkout.close()
  const without = await open(given)
  expect(without.handles('/pay/merchant/')).toBe(false)
  expect((await without.fetch(ask('/pay/merchant/'))).status).toBe(404)
  await without.close()
})

it('the options say everything that is wrong with the environment', () => {
  const given = { ...env, PUBLIC_URL: '', OMISE_SECRET_KEY: 'pkey_1', LOG_LEVEL: 'loud' }
  const reading = () => optionsFromEnv(given)
  expect(reading).toThrow('OMISE_SECRET_KEY holds a public key')
  expect(reading).toThrow('LOG_LEVEL')
  expect(reading).toThrow('PUBLIC_URL is missing')
})

it('the options ask for PUBLIC_URL, which nobody else can know', () => {
  expect(() => optionsFromEnv({ ...env, PUBLIC_URL: undefined })).toThrow('PUBLIC_URL is missing')
})

it('an order of the process is the buyer’s over HTTP', async () => {
  const checkout = await open(env)
  const { orderId, token } = await checkout.orders.create({ reference: 'SO-1', amount: 5_000 })
  const headers = { authorization: `Bearer ${token}` }
  const response = await checkout.fetch(
    new Request(`https://shop.example/api/orders/${orderId}/payment`, { headers }),
  )
  expect(await response.json()).toMatchObject({ status: 'unpaid', amount: 5_000 })
  await checkout.close()
})

it('notifies the shop’s functions of what happens to its orders', async () => {
  const cancelled = Promise.withResolvers<string>()
  const checkout = await createCheckoutServer({
    ...optionsFromEnv(env),
    on: { 'order.cancelled': (event) => cancelled.resolve(event.order.reference) },
  })
  await checkout.orders.create({ reference: 'SO-1', amount: 5_000 })
  await checkout.orders.cancel({ reference: 'SO-1' })
  expect(await cancelled.promise).toBe('SO-1')
  await checkout.close()
})

it('begins nothing new once it is closing, and finishes what is under way', async () => {
  const checkout = await open({ ...env, MERCHANT_TOKEN: merchantToken })
  const body = Promise.withResolvers<void>()
  const slowRequest = {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${merchantToken}` },
    duplex: 'half',
    body: new ReadableStream({
      async pull(controller) {
        await body.promise
        controller.enqueue(new TextEncoder().encode('{"reference": "SO-1", "amount": 5000}'))
        controller.close()
      },
    }),
  }
  const slow = checkout.fetch(new Request('https://shop.example/api/merchant/orders', slowRequest))
  await checkout.fetch(ask('/api/config'))
  const closing = checkout.close()
  expect((await checkout.fetch(ask('/api/config'))).status).toBe(503)
  // By the time another one has opened and closed, this one would have closed too.
  await (await open(env)).close()
  body.resolve()
  expect((await slow).status).toBe(201)
  await closing
})
