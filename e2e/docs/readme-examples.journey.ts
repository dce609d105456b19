/** The manual's examples for a page, copied onto a page and used by a buyer. */
import { expect, test } from '../support/journey.ts'
import { readmeExample } from '../support/readme-example.ts'
import type { Stack } from '../support/stack.ts'

/** A page with the script, an empty place and one example. The simulator stands in for Omise. */
function servePageWith(stack: Stack, code: string): void {
  stack.servePage('example.js', code)
  stack.servePage(
    'example.html',
    `<!doctype html>
      <html lang="en">
      <title>Copied from the guide</title>
      <link rel="icon" href="/favicon.svg">
      <script src="/truemoney-checkout.js" defer></script>
      <script src="/example.js" defer></script>
      <div id="pay"></div>`,
  )
}

/** The examples speak to Omise itself; here the simulator is meant. */
function atSimulator(code: string, stack: Stack): string {
  return code.replace(
    "mount('#pay', {",
    `mount('#pay', { omiseUrl: '${stack.simulator.url}', authorizeHosts: ['${stack.simulator.url}'],`,
  )
}

test('a page with a charge of its own gets a charge', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  const code = readmeExample('own-charge', {
    'pkey_test_…': stack.publicKey,
    '100000': String(order.amount),
    '/your/charge': `/api/orders/${order.orderId}/charge`,
    "'content-type': 'application/json'": `'content-type': 'application/json', authorization: 'Bearer ${order.token}'`,
  })
  servePageWith(stack, atSimulator(code, stack))
  await buyer.page.goto(`${stack.shopUrl}/example.html`)
  await buyer.page.getByRole('textbox').fill('081-234-5678')
  await buyer.page.getByRole('button', { name: 'Pay ฿' }).click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toMatchObject([{ amount: order.amount }])
})

test('a merchant says it in their own words', async ({ buyer, stack }) => {
  const code = readmeExample('own-words', { 'pkey_test_…': stack.publicKey })
  servePageWith(stack, atSimulator(code, stack))
  await buyer.page.goto(`${stack.shopUrl}/example.html`)
  await expect(buyer.page.getByRole('heading')).toHaveText('Pay Grandma Toey')
  await buyer.page.getByRole('button', { name: 'Send her ฿1,000.00' }).click()
  await buyer.seesAlert('Grandma needs your number.')
})

test('an Omise.js that is there already makes the source', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  // What Omise.js does, as far as this needs it.
  const omiseJs = `window.Omise = {
    setPublicKey(key) { this.key = key },
    createSource(type, params, callback) {
      fetch('${stack.simulator.url}/sources', {
        method: 'POST',
        headers: { authorization: 'Basic ' + btoa(this.key), 'content-type': 'application/json' },
        body: JSON.stringify({ type, ...params }),
      }).then(async (response) => callback(response.status, await response.json()))
    },
  }`
  const code = readmeExample('omise-js-source', { 'pkey_test_…': stack.publicKey })
  const page = [omiseJs, `const order = ${JSON.stringify(order)}`, atSimulator(code, stack)]
  servePageWith(stack, page.join('\n'))
  await buyer.page.goto(`${stack.shopUrl}/example.html`)
  await buyer.page.getByRole('textbox').fill('081-234-5678')
  await buyer.page.getByRole('button', { name: 'Pay ฿' }).click()
  await buyer.arriveAtTrueMoney()
  const { sources } = await stack.simulator.state()
  expect(sources).toHaveLength(1)
})
