/** The manual's examples for pages that come from Omise.js, copied onto a merchant's page and used by a buyer. */
import { expect, type Merchant, test } from '../../omise-js/merchant.ts'
import { left, overlay, payUntilDone, script } from '../../omise-js/paying.ts'
import { readmeExample } from '../../support/readme-example.ts'
import type { Stack } from '../../support/stack.ts'

/** The examples speak to Omise itself; here the simulator is meant. */
const tag = 'src="/omise-compatible.js"'
const atSimulator = (stack: Stack) => ({
  'pkey_test_…': stack.publicKey,
  [tag]: `${tag} data-tmn-omise-url="${stack.simulator.url}"`,
})

/** A page whose own server is told of a source by `sendToMyServer`. */
const pageWith = (stack: Stack, merchant: Merchant, name: string) =>
  merchant.serve(
    'example.html',
    `<p>Tea</p>${script(stack)}<script>
      window.sent = []
      const sendToMyServer = (source) => sent.push(source)
      ${readmeExample(name, { 'pkey_test_…': stack.publicKey })}
    </script>`,
  )

test('the script in a form is charged and paid', async ({ page, stack, merchant }) => {
  const example = readmeExample('omise-compatible-form', atSimulator(stack))
  await page.goto(merchant.serve('example.html', example))
  await page.getByRole('button', { name: 'Pay with TrueMoney' }).click()
  await payUntilDone(page, stack, merchant)
  expect(merchant.posted).toEqual([
    { omiseToken: '', omiseSource: expect.stringMatching(/^src_test_/) },
  ])
})

test('of two buttons each sends its form, with its amount', async ({ page, stack, merchant }) => {
  const forms = `
    <form action="/charge" method="post"><input name="basket" value="tea"><button id="pay-tea">Tea</button></form>
    <form id="cup" action="/charge" method="post"><input name="basket" value="cup"></form>
    <button id="pay-cup">Cup</button>`
  const example = readmeExample('omise-compatible-buttons', atSimulator(stack))
  await page.goto(merchant.serve('example.html', forms + example))
  await page.getByRole('button', { name: 'Cup' }).click()
  await expect(overlay(page)).toContainText('500.00')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Tea' }).click()
  await payUntilDone(page, stack, merchant)
  expect(merchant.posted).toMatchObject([{ basket: 'tea' }])
})

test('open gives the source to the page, and says when the buyer closes it', async ({
  page,
  stack,
  merchant,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  const address = pageWith(stack, merchant, 'omise-compatible-open')
  await page.goto(address)
  await expect(overlay(page)).toContainText('1,000.00')
  await page.keyboard.press('Escape')
  await expect.poll(() => said).toContain('the buyer closed it')

  await page.goto(address)
  await overlay(page).getByRole('textbox').fill('081-234-5678')
  await page.keyboard.press('Enter')
  await expect.poll(() => left(page, 'sent')).toEqual([expect.stringMatching(/^src_test_/)])
})

test('the app named first is a button, and its source goes to the page', async ({
  page,
  stack,
  merchant,
}) => {
  await stack.simulator.setPaymentMethods(['truemoney', 'truemoney_jumpapp'])
  await page.goto(pageWith(stack, merchant, 'omise-compatible-app'))
  await expect(overlay(page).getByRole('textbox')).toHaveCount(0)
  await overlay(page).getByRole('button', { name: '1,000.00' }).click()
  await expect.poll(() => left(page, 'sent')).toEqual([expect.stringMatching(/^src_test_/)])
})

test('createSource gives the source to the page', async ({ page, stack, merchant }) => {
  await page.goto(pageWith(stack, merchant, 'omise-compatible-source'))
  await expect.poll(() => left(page, 'sent')).toEqual([expect.stringMatching(/^src_test_/)])
})
