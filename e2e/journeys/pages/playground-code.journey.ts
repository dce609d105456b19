/** The playground's code for a page, copied to a merchant's site and used by a buyer. */
import { browserCode, type CodeOptions } from '../../../server-example/playground/browser-code.ts'
import { expect, test } from '../../support/script-page.ts'
import type { Stack } from '../../support/stack.ts'

const options = { amount: 8_900, locale: 'th', theme: 'dark', accent: '#ff7a00' } as const
/** What a merchant puts in place of the dots, and the simulator in place of Omise. */
function fillIn(code: string, stack: Stack, order: { orderId: string; token: string }): string {
  const { url } = stack.simulator
  return code
    .replace(/(data-tmn-|)public-key=/, `$1omise-url="${url}" $1authorize-hosts="${url}" $&`)
    .replace('data-key=', `data-tmn-omise-url="${url}" $&`)
    .replaceAll('pkey_test_…', stack.publicKey)
    .replaceAll('ord_…', order.orderId)
    .replaceAll('token_…', order.token)
}

async function serveCode(stack: Stack, way: CodeOptions['way']): Promise<void> {
  const order = await stack.placeOrder()
  expect(order.amount).toBe(options.amount)
  // The demo shop has a return.html of its own at the same server.
  for (const { name, code } of browserCode({ way, ...options }))
    stack.servePage(name.replace('return', 'back'), fillIn(code, stack, order))
}

for (const way of ['script', 'element'] as const)
  test(`a page by ${way} looks as chosen and is paid`, async ({ buyer, stack, trouble }) => {
    // The icon is the merchant's.
    trouble.announce(/favicon\.ico/)
    await serveCode(stack, way)
    await buyer.open('/pay.html')
    await expect(buyer.page.locator('.tmn-root')).toHaveAttribute('data-theme', 'dark')
    await expect(buyer.payButton()).toHaveCSS('background-color', 'rgb(255, 122, 0)')
    await buyer.payWith('081-234-5678')
    await buyer.decide({ decision: 'successful' })
    const { hash } = new URL(buyer.page.url())
    await buyer.open(`/back.html${hash}`)
    await buyer.seesSuccess()
  })

test('a form as with Omise.js brings its source', async ({
  buyer,
  stack,
  scriptPage,
  merchant,
}) => {
  const [page, styles] = browserCode({ ...options, way: 'omise', amount: 100_000 })
  await buyer.page.route(`${merchant.url}/pay.css`, (route) =>
    route.fulfill({ body: styles?.code ?? '', contentType: 'text/css' }),
  )
  const order = { orderId: '', token: '' }
  await buyer.open(merchant.serve('pay.html', fillIn(page?.code ?? '', stack, order)))
  await buyer.button('จ่ายด้วย TrueMoney').click()
  await expect(scriptPage.overlay()).toBeVisible()
  await expect(scriptPage.payButton()).toHaveCSS('background-color', 'rgb(255, 122, 0)')
  await buyer.submitNumber('081-234-5678')
  await buyer.arriveAtTrueMoney()
  const [source] = (await stack.simulator.state()).sources
  expect(merchant.posted).toMatchObject([{ omiseSource: source?.id }])
})
