/** The page that a merchant's developer sees first: a payment, its wire, what goes wrong, and the code. */
import { readFileSync } from 'node:fs'
import { expect, test } from '../../support/playground-page.ts'

test('a payment shows step by step, is still there after a reload, and is refunded', async ({
  playground,
}) => {
  const { page } = playground
  await playground.open()
  await playground.leaveForTrueMoney()
  await playground.confirmAtTrueMoney()
  await playground.sees('Payment successful')
  await page.reload()
  await playground.sees('Payment successful')

  const steps = [
    'The shop creates an order',
    'The widget creates a source with the public key',
    'The widget requests the charge',
    'The server creates the charge, once, with the secret key',
    'Omise reports charge.create',
    'The buyer opens TrueMoney’s page',
    'The buyer confirms or declines',
    'Omise reports charge.complete',
    'The buyer returns',
    'The page polls the payment',
  ]
  await expect
    .poll(async () => (await playground.titles()).filter((title) => steps.includes(title)))
    .toEqual(expect.arrayContaining(steps))
  const titles = await playground.titles()
  const own = steps.filter((step) => !step.startsWith('Omise reports'))
  const positions = own.map((step) => titles.indexOf(step))
  expect(positions).toEqual(positions.toSorted((a, b) => a - b))

  const charging = playground.line('The server creates the charge, once, with the secret key')
  await charging.locator('summary').click()
  await expect(charging).toContainText('Caused by “The widget requests the charge”.')
  await expect(charging).toContainText('authorization: Basic skey_test_••••')
  await expect(charging).toContainText('"amount": 100000')
  await expect(charging).toContainText('token=••••')
  await expect(page.locator('#entries')).not.toContainText('0812345678')

  await playground.button('Refund this payment').click()
  await expect(page.getByText('The payment was refunded')).toBeVisible()
  await expect(playground.line('The server refunds the charge')).toBeVisible()
})

test('a lost webhook is switched on, shown, and made up for by polling', async ({ playground }) => {
  await playground.open()
  const lost = playground.button(/^Webhook lost/)
  await lost.click()
  await expect(lost).toHaveAttribute('aria-pressed', 'true')
  await playground.leaveForTrueMoney()
  await playground.confirmAtTrueMoney()
  await playground.sees('Payment successful')
  await expect
    .poll(playground.notes)
    .toContain('charge.complete was not sent: the webhook is lost.')
  const reading = playground.line('The server reads the charge').last()
  await reading.locator('summary').click()
  await expect(reading).toContainText(/Caused by|Sent by the server on its own schedule/)
  expect(await playground.titles()).not.toContain('Omise reports charge.complete')

  await playground.button('Turn all off').click()
  await expect(lost).toHaveAttribute('aria-pressed', 'false')
})

test('the timeline shows the requests of this payment alone', async ({ playground, demo }) => {
  const { page } = playground
  await playground.open()
  const own = playground.line('The shop creates an order')
  await expect(own).toHaveCount(1)
  await fetch(`${demo.url}/playground/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"amount":24000}',
  })
  await expect(own).toHaveCount(2)
  await page.getByLabel('This payment only').check()
  await playground.leaveForTrueMoney()
  await playground.confirmAtTrueMoney()
  await playground.sees('Payment successful')
  await page.getByLabel('This payment only').check()
  for (const title of [
    'The shop creates an order',
    'The widget creates a source with the public key',
    'The server creates the charge, once, with the secret key',
    'Omise reports charge.complete',
  ])
    await expect(playground.line(title).filter({ visible: true })).toHaveCount(1)
  await page.getByLabel('This payment only').uncheck()
  await expect(own.filter({ visible: true })).toHaveCount(2)
})

test('a failure code is shown in the buyer’s words, once', async ({ playground }) => {
  await playground.open()
  await playground.choose('Failure code', 'insufficient_balance')
  await playground.button(/^Payment fails/).click()
  await expect(playground.button(/^Payment fails/)).toHaveAttribute('aria-pressed', 'true')
  await playground.leaveForTrueMoney()
  await playground.sees('Payment not completed')
  await expect(playground.page.locator('.tmn-root')).toContainText(
    'Your TrueMoney balance is too low.',
  )
  await expect(playground.button(/^Payment fails/)).toHaveAttribute('aria-pressed', 'false')
})

test('the server starts again while the buyer is away, and the payment goes on', async ({
  playground,
  context,
  demo,
}) => {
  await playground.open()
  await playground.leaveForTrueMoney()
  const beside = await context.newPage()
  await beside.goto(`${demo.url}/playground/?show=wire`)
  await beside.getByRole('button', { name: 'Restart the server' }).click()
  await expect(beside.locator('#entries')).toContainText(
    'The companion server has started again, with the same database.',
  )
  await playground.confirmAtTrueMoney()
  await playground.sees('Payment successful')
  await expect(beside.locator('#entries')).toContainText('The buyer returns')
})

for (const way of ['omise', 'preact', 'react', 'element'])
  test(`pays as it is embedded by ${way}, in the chosen amount and colour`, {
    tag: way === 'element' ? [] : '@deep',
  }, async ({ playground }) => {
    const { page } = playground
    await playground.open()
    await playground.choose('Integration', way)
    await page.getByLabel('Amount in baht').fill('123.45')
    await page.getByLabel('Amount in baht').press('Tab')
    await page.getByLabel('Brand colour').fill('#ff7a00')
    await page.getByLabel('Brand colour').dispatchEvent('change')
    if (way === 'omise') await playground.button('Pay with TrueMoney').click()
    const pay = page.locator('.tmn-root .tmn-primary')
    await expect(pay).toContainText('123.45')
    await expect(pay).toHaveCSS('background-color', 'rgb(255, 122, 0)')
    await expect(page.locator('#browser-code')).toContainText('12345')
    await expect(page.locator('#browser-code')).toContainText('--tmn-accent: #ff7a00')
    await playground.leaveForTrueMoney()
    await playground.confirmAtTrueMoney()
    await playground.sees('Payment successful')
  })

test('says under which policy it was served, and its server’s code by framework', async ({
  playground,
  demo,
}) => {
  const { page } = playground
  await playground.open()
  const served = await fetch(`${demo.url}/playground/`)
  const policy = served.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
  await expect
    .poll(async () => (await page.locator('#policy-code pre').textContent())?.replace(/;\n/g, '; '))
    .toBe(policy)
  await page.getByRole('tab', { name: 'Hono' }).press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Express' })).toBeFocused()
  await expect(page.getByRole('tabpanel')).toContainText('mountCheckout(app, checkout)')
})

test('on a phone, by keyboard, in both languages and themes, with nothing that axe objects to', async ({
  playground,
}) => {
  const { page } = playground
  await page.setViewportSize({ width: 360, height: 740 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await playground.open('th')
  await expect(page.locator('.tmn-root')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'ข้ามไปที่การจ่าย' })).toBeFocused()
  await page.keyboard.press('Enter')
  const late = page.getByRole('button', { name: 'Webhook ช้า' })
  for (let presses = 0; presses < 40; presses += 1) {
    if (await late.evaluate((one) => one === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Space')
  await expect(late).toHaveAttribute('aria-pressed', 'true')
  await expect(late).toBeFocused()
  const line = page.locator('#entries summary').last()
  await line.focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('#entries details[open] pre').first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)

  await page.evaluate(axeSource)
  for (const language of ['English', 'ไทย']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      for (const viewport of [phone, desktop]) {
        await page.setViewportSize(viewport)
        const found = await page.evaluate(async () => {
          const { violations } = await window.axe.run({
            resultTypes: ['violations'],
            rules: { 'target-size': { enabled: true } },
          })
          return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])
        })
        expect(found, `${colorScheme} ${viewport.width}`).toEqual([])
      }
    }
    await page.getByRole('button', { name: language, exact: true }).click()
  }
})

test('says where it is missing that it belongs to the demo', async ({ buyer, stack, trouble }) => {
  trouble.announce(/playground\/api/)
  await buyer.open(`${stack.shopUrl}/playground/`)
  await expect(buyer.page.getByRole('alert')).toContainText('npm start')
})

const phone = { width: 360, height: 740 }
const desktop = { width: 1280, height: 900 }
const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')
