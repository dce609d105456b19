import { expect, test } from '../../support/journey.ts'

test('the page made with the npm package sells and gets paid', async ({ buyer, stack }) => {
  await buyer.open('/npm/')
  await buyer.button('ซื้อเลย').click()
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  const { sources, charges } = await stack.simulator.state()
  expect(sources).toHaveLength(1)
  expect(charges).toMatchObject([{ status: 'successful', amount: 100_000 }])
})

test('a page with a script tag and data attributes alone gets paid', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  stack.servePage(
    'merchant.html',
    `<!doctype html>
      <html lang="en">
      <title>A merchant</title>
      <link rel="icon" href="/favicon.svg">
      <script src="/truemoney-checkout.js" defer></script>
      <div data-tmn-checkout
        data-tmn-public-key="${stack.publicKey}"
        data-tmn-omise-url="${stack.simulator.url}"
        data-tmn-authorize-hosts="pay.omise.co ${stack.simulator.url}"
        data-tmn-order-id="${order.orderId}"
        data-tmn-order-token="${order.token}"
        data-tmn-amount="${order.amount}"
        data-tmn-locale="th"></div>`,
  )
  await buyer.open('/merchant.html')
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.seesSuccess()
  expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
})

test('data attributes that are wrong are named, all at once', async ({ buyer, stack, trouble }) => {
  trouble.announce(/publicKey.*amount/s)
  stack.servePage(
    'mistaken.html',
    `<!doctype html>
      <html lang="en">
      <title>A merchant in a hurry</title>
      <link rel="icon" href="/favicon.svg">
      <script src="/truemoney-checkout.js" defer></script>
      <div data-tmn-checkout data-tmn-public-key="key" data-tmn-order-id="o"
        data-tmn-order-token="t" data-tmn-amount="ten"></div>`,
  )
  const complaint = buyer.page.waitForEvent('pageerror')
  await buyer.open('/mistaken.html')
  const { message } = await complaint
  expect(message).toContain('publicKey')
  expect(message).toContain('amount')
})
