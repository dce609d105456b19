import { expect, test } from '../support/journey.ts'

test('the loader works under Trusted Types with the page’s own policy', async ({
  buyer,
  context,
  stack,
}) => {
  await context.grantPermissions(['local-network-access'], { origin: stack.shopUrl })
  const policy = "require-trusted-types-for 'script'; trusted-types merchant; script-src 'self'"
  await buyer.page.route('**/guarded.html', (route) =>
    route.fulfill({
      body: '<!doctype html><link rel="icon" href="data:,">',
      contentType: 'text/html',
      headers: { 'content-security-policy': policy },
    }),
  )
  await buyer.open('/guarded.html')
  const mount = await buyer.page.evaluate(async (module) => {
    const { loadTrueMoneyCheckout } = await import(module)
    const policies = Reflect.get(window, 'trustedTypes')
    const merchant = policies.createPolicy('merchant', { createScriptURL: (url: string) => url })
    const src = merchant.createScriptURL('/truemoney-checkout.js')
    return typeof (await loadTrueMoneyCheckout({ src })).mount
  }, '/lib/loader.js')
  expect(mount).toBe('function')
})
