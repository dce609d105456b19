/** The manual's examples for a script tag, copied onto a merchant's page and used by a buyer. */
import { en } from '../../widget/locales/en.ts'
import { readmeExample } from '../support/readme-example.ts'
import { expect, type ScriptPage, test } from '../support/script-page.ts'
import type { Stack } from '../support/stack.ts'

/** The examples speak to Omise itself; here the simulator is meant. */
function atSimulator(code: string, { url }: Stack['simulator']): string {
  return code
    .replace(
      'data-tmn-public-key=',
      `data-tmn-omise-url="${url}" data-tmn-authorize-hosts="${url}" data-tmn-public-key=`,
    )
    .replace('publicKey:', `omiseUrl: '${url}', authorizeHosts: ['${url}'], publicKey:`)
}

function exampleFor(stack: Stack, name: string, blanks: Record<string, string> = {}): string {
  return atSimulator(
    readmeExample(name, { 'pkey_test_…': stack.publicKey, ...blanks }),
    stack.simulator,
  )
}

const arrive = ({ page }: ScriptPage, { simulator }: Stack) =>
  expect(page).toHaveURL((url) => url.href.startsWith(simulator.url))

test('an order is paid, and the page to return to shows it', async ({ buyer, stack }) => {
  const order = await stack.placeOrder()
  const code = exampleFor(stack, 'script-order', {
    'ord_…': order.orderId,
    'token_…': order.token,
    '100000': String(order.amount),
  })
  const page = (body: string) =>
    `<!doctype html><html lang="th"><title>A merchant</title><link rel="icon" href="/favicon.svg">${body}`
  stack.servePage('order.html', page(code))
  stack.servePage('back.html', page(exampleFor(stack, 'script-return')))
  await buyer.open('/order.html')
  await buyer.payWith('081-234-5678')
  await buyer.decide({ decision: 'successful' })
  await buyer.open(`/back.html#tmn-order=${order.orderId}&tmn-token=${order.token}`)
  await buyer.seesSuccess()
})

for (const name of ['script-form', 'script-button'])
  test(`a form gets the source: ${name}`, async ({ scriptPage, stack, merchant }) => {
    const { page } = scriptPage
    await scriptPage.open(exampleFor(stack, name))
    if (name === 'script-button')
      await page.getByRole('button', { name: 'Pay with TrueMoney' }).click()
    else await page.locator('[name=email]').fill('somebody@shop.example')
    await scriptPage.pay()
    await arrive(scriptPage, stack)
    const [source] = (await stack.simulator.state()).sources
    expect(merchant.posted).toMatchObject([
      { truemoneySource: source?.id, omiseSource: source?.id },
    ])
  })

test('an address of the merchant’s own makes the charge', async ({
  scriptPage,
  stack,
  merchant,
}) => {
  const { page } = scriptPage
  await page.route(`${merchant.url}/charges`, async (route) => {
    const { source, amount } = route.request().postDataJSON()
    const response = await fetch(`${stack.simulator.url}/charges`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${stack.secretKey}:`)}` },
      body: new URLSearchParams({ amount, currency: 'thb', source, return_uri: merchant.url }),
    })
    await route.fulfill({ json: { authorizeUri: (await response.json()).authorize_uri } })
  })
  await scriptPage.open(exampleFor(stack, 'script-charge-url'))
  await scriptPage.pay()
  await arrive(scriptPage, stack)
})

test('calls that wait for the script are made', async ({ scriptPage, stack }) => {
  const said: string[] = []
  scriptPage.page.on('console', (message) => said.push(message.text()))
  await scriptPage.open(exampleFor(stack, 'script-queue'))
  await scriptPage.pay()
  await expect(scriptPage.payButton()).toHaveText(en.form.handedOver)
  expect(said).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/), expect.stringMatching(/^src_/)])
})

test('an overlay opens and says who closed it', async ({ scriptPage, stack }) => {
  const { page } = scriptPage
  await scriptPage.open(exampleFor(stack, 'script-open'))
  await page.getByRole('button', { name: 'Buy' }).click()
  await expect(scriptPage.overlay()).toBeVisible()
  const said = page.waitForEvent('console')
  await page.keyboard.press('Escape')
  expect((await said).text()).toBe('closed by buyer')
})
