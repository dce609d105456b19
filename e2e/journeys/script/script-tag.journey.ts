import { readFileSync } from 'node:fs'
import { en } from '../../../widget/locales/en.ts'
import { fill } from '../../../widget/locales/fill.ts'
import { expect, type ScriptPage, test } from '../../support/script-page.ts'

const src = '/truemoney-checkout.js'
const checkout = ({ attributes }: ScriptPage, more = 'data-tmn-amount="100000"') =>
  `<div data-tmn-checkout ${attributes} ${more}></div>`

/** What the page's author reads in the console. */
function warningsOf({ page }: ScriptPage): string[] {
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  return warnings
}

const inject = `const script = document.createElement('script'); script.src = '${src}'; document.body.append(script)`
const ways: [name: string, page: (element: string) => string][] = [
  ['with defer', (element) => `<script src="${src}" defer></script>${element}`],
  ['with async', (element) => `<script src="${src}" async></script>${element}`],
  ['in the head, blocking', (element) => `<script src="${src}"></script>${element}`],
  ['after the element, blocking', (element) => `${element}<script src="${src}"></script>`],
  [
    'injected when the page has long been loaded',
    (element) => `${element}<script>addEventListener('load', () => { ${inject} })</script>`,
  ],
  [
    'twice',
    (element) =>
      `<script src="${src}" defer></script>${element}<script src="${src}" async></script>`,
  ],
]
for (const [name, body] of ways) {
  test(`the script loaded ${name} shows one checkout`, async ({ scriptPage }) => {
    const warnings = warningsOf(scriptPage)
    await scriptPage.open(body(checkout(scriptPage)))
    await expect(scriptPage.field()).toBeVisible()
    await scriptPage.page.waitForLoadState('networkidle')
    await expect(scriptPage.checkouts()).toHaveCount(1)
    await expect(scriptPage.field()).toHaveCount(1)
    expect(warnings).toEqual([])
  })
}

test('a second copy of another version says so, changes nothing, and lets the first fill what is new', async ({
  scriptPage,
  merchant,
}) => {
  const { page } = scriptPage
  const warnings = warningsOf(scriptPage)
  const version: string = JSON.parse(readFileSync('package.json', 'utf8')).version
  const other = readFileSync('dist/truemoney-checkout.js', 'utf8').replaceAll(version, '0.0.9')
  await page.route(`${merchant.url}/old.js`, (route) =>
    route.fulfill({ body: other, contentType: 'text/javascript' }),
  )
  await scriptPage.open(`<script src="${src}" defer></script>${checkout(scriptPage)}`)
  await scriptPage.field().fill('081')
  await page.evaluate(() => Object.assign(window, { first: window.TrueMoneyCheckout }))
  await page.locator('[data-tmn-checkout]').evaluate((element) => {
    const later = element.cloneNode()
    if (later instanceof Element) later.id = 'later'
    element.after(later)
  })
  await page.addScriptTag({ url: '/old.js' })

  expect(warnings).toEqual([
    `TrueMoneyCheckout: version 0.0.9 was loaded where ${version} is already; the first one stays. Load the script once.`,
  ])
  expect(await page.evaluate(() => Reflect.get(window, 'first') === window.TrueMoneyCheckout)).toBe(
    true,
  )
  expect(await page.evaluate(() => window.TrueMoneyCheckout?.version)).toBe(version)
  await expect(scriptPage.checkouts()).toHaveCount(2)
  await expect(page.locator('#later').getByLabel(en.form.phoneLabel)).toBeVisible()
  await expect(scriptPage.field().first()).toHaveValue('081')
})

test('several checkouts on a page are apart, and one that is wrong stops no other', async ({
  scriptPage,
  trouble,
}) => {
  trouble.announce(/amount: expected/)
  const { page } = scriptPage
  await scriptPage.open(`<script src="${src}" defer></script>
    ${checkout(scriptPage)}
    ${checkout(scriptPage, 'data-tmn-amount="1,000"')}
    ${checkout(scriptPage, 'data-tmn-amount="5000"')}
    <div data-tmn-checkout="button" ${scriptPage.attributes} data-tmn-amount="0"></div>`)
  await expect(scriptPage.checkouts()).toHaveCount(2)
  await expect(page.locator('.tmn-open')).toHaveCount(0)
  await scriptPage.field().first().fill('081')
  await expect(scriptPage.field().last()).toHaveValue('')
  await expect(page.getByRole('button', { name: fill(en.form.pay, '฿1,000.00') })).toBeVisible()
  await expect(page.getByRole('button', { name: fill(en.form.pay, '฿50.00') })).toBeVisible()
})

test('an attribute that does not exist is named with the one that was meant', async ({
  scriptPage,
}) => {
  const warnings = warningsOf(scriptPage)
  await scriptPage.open(`<script src="${src}" defer></script>
    ${checkout(scriptPage, 'data-tmn-amount="100000" data-tmn-lokale="th" data-key="another"')}
    <p data-tmn-public-key="pkey_test_1"></p>`)
  await expect(scriptPage.field()).toBeVisible()
  const told = () => warnings.map((warning) => warning.replace(/ JSHandle.*$| <.*$/s, ''))
  await expect
    .poll(told)
    .toEqual([
      expect.stringContaining('data-tmn-public-key needs data-tmn-checkout on the same element'),
      expect.stringContaining('data-tmn-lokale is not known; did you mean data-tmn-locale?'),
    ])
})

test('calls queued before the script are made in order, at once after it, and a bad one stops none', async ({
  scriptPage,
  trouble,
}) => {
  trouble.announce(/queue: expected a function|a mistake of the page/)
  const { page } = scriptPage
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  await scriptPage.open(`<script>
      window.TrueMoneyCheckout = window.TrueMoneyCheckout || { queue: [] }
      window.held = window.TrueMoneyCheckout
      window.heldQueue = held.queue
      window.order = []
      held.queue.push(['mount', '#first', { ...${JSON.stringify(scriptPage.options)}, amount: 100000, onReady: () => order.push('ready') }])
      held.queue.push(['munt', '#first'])
      held.queue.push(() => { throw new Error('a mistake of the page') }, 'nonsense')
      held.queue.push((checkout) => order.push(checkout.version))
    </script>
    <script src="${src}" async></script>
    <div id="first"></div><div id="second"></div>`)
  await expect(page.locator('#first').getByLabel(en.form.phoneLabel)).toBeVisible()
  const version = await page.evaluate(() => window.TrueMoneyCheckout?.version)
  await expect.poll(() => page.evaluate('order')).toEqual([version, 'ready'])
  expect(complaints).toEqual([
    expect.stringContaining('got "munt"'),
    'a mistake of the page',
    expect.stringContaining('queue: expected a function'),
  ])

  // What the page has kept from before is what is there now.
  expect(await page.evaluate('held === window.TrueMoneyCheckout && held.queue === heldQueue')).toBe(
    true,
  )
  const isShown = await page.evaluate((options) => {
    window.TrueMoneyCheckout?.queue.push(['mount', '#second', { ...options, amount: 5_000 }])
    return document.querySelector('#second .tmn-host') !== null
  }, scriptPage.options)
  expect(isShown).toBe(true)
})

test('load finds what was added later, once, and answers its handle', async ({ scriptPage }) => {
  const { page } = scriptPage
  await scriptPage.open(`<script src="${src}" defer></script><main></main>`)
  const made = await page.evaluate((html) => {
    document.querySelector('main')?.insertAdjacentHTML('beforeend', html)
    const [first] = window.TrueMoneyCheckout?.load() ?? []
    const again = window.TrueMoneyCheckout?.load() ?? []
    first?.focus()
    return { first: first !== undefined, again: again.length }
  }, checkout(scriptPage))
  expect(made).toEqual({ first: true, again: 0 })
  await expect(scriptPage.field()).toBeFocused()
})

test('with data-tmn-charge-url the merchant’s own address makes the charge, also inside a form', async ({
  scriptPage,
  stack,
  merchant,
}) => {
  const { page } = scriptPage
  const asked: unknown[] = []
  await page.route(`${merchant.url}/charges`, async (route) => {
    const { source, amount } = route.request().postDataJSON()
    asked.push({ source, amount })
    const charge = await fetch(`${stack.simulator.url}/charges`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${stack.secretKey}:`)}` },
      body: new URLSearchParams({ amount, currency: 'thb', source, return_uri: merchant.url }),
    })
    await route.fulfill({ json: { authorizeUri: (await charge.json()).authorize_uri } })
  })
  await scriptPage.open(`<script src="${src}" defer></script>
    <form action="/never">
      ${checkout(scriptPage, 'data-tmn-amount="100000" data-tmn-charge-url="/charges"')}
    </form>`)
  await scriptPage.pay()
  await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
  expect(asked).toEqual([{ source: expect.stringMatching(/^src_/), amount: 100_000 }])
  expect(await stack.simulator.charges()).toHaveLength(1)
})
