import { afterEach, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../tests/support/test-shop.ts'
import { printScans } from './print-scans.ts'

let shop: TestShop
afterEach(() => shop.close())

it('prints the page that plays the phone once for each code that was shown', async () => {
  shop = await openTestShop({ account: { paymentMethods: ['truemoney_qr'] } })
  const printed: string[] = []
  const answer = printScans(shop.simulator, (uri) => printed.push(uri))(shop.app.fetch)
  const order = await shop.newOrder()
  const { body } = await shop.submit(order, await shop.newSourceOf('truemoney_qr'))
  const load = (uri: string) => answer(new Request(uri))
  expect((await load(body.qr.imageUri)).status).toBe(200)
  await load(body.qr.imageUri)
  await load('http://shop.test/api/config')
  expect(printed).toEqual([expect.stringMatching(/\/payments\/[^/]+\/scan$/)])
  expect((await fetch(printed[0] ?? '')).status).toBe(200)
})
