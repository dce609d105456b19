import { expect, it } from 'vitest'
import { catalogue } from './demo/catalogue.ts'
import { embedServer } from './embed.ts'

const env = {
  PUBLIC_URL: 'https://shop.example',
  OMISE_PUBLIC_KEY: 'pkey_test_1',
  OMISE_SECRET_KEY: 'skey_test_1',
  DATABASE_URL: 'sqlite::memory:',
  LOG_LEVEL: 'silent',
}
const ask = (path: string) => new Request(`https://shop.example${path}`)

it.each([
  ['/api/orders', true],
  ['/api/orders/ord_1/payment', true],
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
  const checkout = await embedServer(env, catalogue)
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
  const checkout = await embedServer({ ...env, PUBLIC_URL: 'https://shop.example/pay/' }, catalogue)
  expect(checkout.handles(path)).toBe(isOurs)
  await checkout.close()
})

it('serves no pages, whatever the configuration says: they are the app’s own', async () => {
  const checkout = await embedServer({ ...env, PAGES: 'public' }, catalogue)
  expect((await checkout.fetch(ask('/index.html'))).status).toBe(404)
  await checkout.close()
})

it('says everything that is wrong with the configuration', async () => {
  const opening = embedServer({ ...env, OMISE_SECRET_KEY: 'pkey_1', LOG_LEVEL: 'loud' }, catalogue)
  await expect(opening).rejects.toThrow('OMISE_SECRET_KEY holds a public key')
  await expect(opening).rejects.toThrow('LOG_LEVEL')
})

it('asks for PUBLIC_URL, which nobody else can know', async () => {
  const opening = embedServer({ ...env, PUBLIC_URL: undefined }, catalogue)
  await expect(opening).rejects.toThrow('PUBLIC_URL is missing')
})

it('begins nothing new once it is closing, and finishes what is under way', async () => {
  const checkout = await embedServer(env, catalogue)
  const body = Promise.withResolvers<void>()
  const slowRequest = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    duplex: 'half',
    body: new ReadableStream({
      async pull(controller) {
        await body.promise
        controller.enqueue(new TextEncoder().encode('{"items": [{"sku": "tea", "quantity": 1}]}'))
        controller.close()
      },
    }),
  }
  const slow = checkout.fetch(new Request('https://shop.example/api/orders', slowRequest))
  await checkout.fetch(ask('/api/config'))
  const closing = checkout.close()
  expect((await checkout.fetch(ask('/api/config'))).status).toBe(503)
  // By the time another one has opened and closed, this one would have closed too.
  await (await embedServer(env, catalogue)).close()
  body.resolve()
  expect((await slow).status).toBe(201)
  await closing
})
