/** The packed package in merchants' projects, each built its own way, as a buyer meets it. */
import { expect, test as journeyTest } from '../support/journey.ts'
import { createMerchantPages, type MerchantPages } from './merchant-pages.ts'
import { runTool } from './run-tool.ts'

const test = journeyTest.extend<{ site: MerchantPages }>({
  site: async ({ context, page, stack }, use) => {
    // Pages that a test serves are of no network to the browser, which guards the simulator's from them.
    await context.grantPermissions(['local-network-access'], { origin: stack.shopUrl })
    await use(createMerchantPages(page, stack))
  },
})

// One worker for this file: each project is installed and built once.
test.describe.configure({ mode: 'default', timeout: 120_000 })

/** What takes long waits for `npm run test:deep`; `npm test` checks every project's types. */
const deepWhen = (isDeep: boolean) => ({ tag: isDeep ? ['@deep'] : [] })

const reacts = [
  { project: 'react', version: /^React 19\./, isDeep: false },
  { project: 'reactOf18', version: /^React 18\./, isDeep: true },
] as const

test.describe('gets paid', () => {
  test.afterEach(async ({ buyer, stack }) => {
    await buyer.payWith('081-234-5678')
    await buyer.decide({ decision: 'successful' })
    await buyer.seesSuccess()
    const { sources, charges } = await stack.simulator.state()
    expect(sources).toHaveLength(1)
    expect(charges).toMatchObject([{ status: 'successful' }])
  })

  test('a plain page with the script and its integrity', async ({ projects, site }) => {
    await site.open(await projects('html'), 'index.html')
  })

  test('a plain page with the element and its integrity', async ({ projects, site, stack }) => {
    const { orderId, token, amount } = await stack.placeOrder()
    const { url } = stack.simulator
    const order = { orderId, token, amount: String(amount) }
    const server = { publicKey: stack.publicKey, omiseUrl: url, authorizeHosts: url }
    await site.open(await projects('html'), 'element.html', { fill: { ...order, ...server } })
  })

  test('a Preact page', async ({ projects, site }) => {
    await site.open(await projects('preact'), 'dist/index.html')
  })

  test('a TypeScript project with a bundler, by the loader', async ({ projects, site }) => {
    await site.open(await projects('bundler'), 'dist/index.html')
  })

  test(
    'a TypeScript project without a bundler',
    deepWhen(true),
    async ({ buyer, projects, site }) => {
      await site.open(await projects('nodenext'), 'index.html')
      await expect(buyer.phoneField()).toBeFocused()
    },
  )

  for (const [project, name] of [
    ['ssrPreact', 'Preact'],
    ['ssrReact', 'React'],
  ] as const) {
    test(
      `a page that a server has rendered with ${name}`,
      deepWhen(name === 'Preact'),
      async ({ buyer, site, projects, stack }) => {
        const { url } = stack.simulator
        const server = { publicKey: stack.publicKey, omiseUrl: url, authorizeHosts: [url] }
        const json = JSON.stringify({ ...server, order: await stack.placeOrder() })
        const html = await runTool(
          (await projects(project)).folder,
          ['node', 'server/server.js'],
          json,
        )
        expect(html).toContain('class="tmn-root"')
        await site.open(await projects(project), 'dist/index.html', { rendered: { html, json } })
        await expect(buyer.page.locator('.tmn-root')).toHaveCount(1)
        await expect(buyer.page.locator('h1')).toHaveCount(1)
      },
    )
  }

  for (const { project, version, isDeep } of reacts) {
    test(
      `a page in strict mode with ${version.source}`,
      deepWhen(isDeep),
      async ({ buyer, projects, site }) => {
        await site.open(await projects(project), 'dist/index.html')
        const { page } = buyer
        await expect(page.getByRole('heading', { name: version })).toBeVisible()
        await expect(page.locator('.merchants-own .tmn-root')).toHaveCount(1)

        await page.getByLabel('TrueMoney mobile number').fill('081-234')
        await page.getByRole('button', { name: 'ไทย' }).click()
        await expect(buyer.phoneField()).toHaveValue('081-234')
        await page.getByRole('button', { name: 'TrueMoney Wallet' }).click()
        await expect(buyer.phoneField()).toBeFocused()
      },
    )
  }
})

test.describe('in React', () => {
  for (const { project, isDeep } of reacts) {
    test(
      `what is taken away leaves nothing, and a mistake reaches the error boundary: ${project}`,
      deepWhen(isDeep),
      async ({ buyer: { page }, site, projects, trouble }) => {
        trouble.announce(/publicKey|Boundary/)
        await site.open(await projects(project), 'dist/index.html')
        await expect(page.locator('.tmn-root')).toHaveCount(1)
        await page.getByRole('button', { name: 'Take away' }).click()
        await expect(page.locator('.tmn-root')).toHaveCount(0)

        const browser = await page.context().newCDPSession(page)
        const bringAndTakeAway = async () => {
          await page.evaluate(async () => {
            const buttons = [...document.querySelectorAll('button')]
            const press = (name: string) =>
              buttons.find(({ textContent }) => textContent === name)?.click()
            for (let i = 0; i < 100; i += 1) {
              press('Bring back')
              await Promise.resolve()
              press('Take away')
              await Promise.resolve()
            }
            await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))
          })
          for (let i = 0; i < 3; i += 1) await browser.send('HeapProfiler.collectGarbage')
          const { nodes, jsEventListeners } = await browser.send('Memory.getDOMCounters')
          return { nodes, jsEventListeners }
        }
        const before = await bringAndTakeAway()
        expect(await bringAndTakeAway()).toEqual(before)

        await page.getByRole('button', { name: 'Mistake' }).click()
        await expect(page.getByRole('alert')).toContainText('publicKey: expected pkey_')
      },
    )
  }
})
