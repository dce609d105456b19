/** What a browser says of pages that cannot work, looked up where the guide explains it. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright/test'
import { expect, test } from '../support/journey.ts'
import { readmeExample } from '../support/readme-example.ts'
import type { Stack } from '../support/stack.ts'
import { quotes, sectionOf, tableRows } from './manual.ts'

const troubleshooting = readFileSync('public/guide/help/troubleshooting.md', 'utf8')
const rows = [
  ...tableRows(sectionOf(troubleshooting, "## In the page's console")),
  ...tableRows(sectionOf(troubleshooting, '## When nothing happens')),
]
const script = '<script src="/truemoney-checkout.js" defer></script>'

/** A page of its own, whose complaints are what it is about, and all that its console said. */
async function openBroken(browser: Browser, stack: Stack, html: string) {
  const page = await browser.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  stack.servePage('tell.js', readmeExample('tell-errors'))
  stack.servePage(
    'broken.html',
    `<!doctype html><html lang="en"><link rel="icon" href="/favicon.svg"><title>A merchant</title>
      <script src="/tell.js"></script>${html}`,
  )
  const open = () => page.goto(`${stack.shopUrl}/broken.html`)
  /** The guide's row for something that the console has said with these words. */
  const isExplained = async (words: string) => {
    await expect.poll(() => said.join('\n')).toContain(words)
    const messages = said.filter((message) => message.includes(words))
    expect(
      rows.filter(([shown]) => messages.some((message) => quotes(shown, message))),
      messages.join('\n'),
    ).toHaveLength(1)
  }
  return { page, open, isExplained, silent: () => said.length === 0 }
}

const checkout = ({ publicKey, simulator }: Stack, order = '') =>
  `<div data-tmn-checkout data-tmn-public-key="${publicKey}" data-tmn-omise-url="${simulator.url}"
    ${order || 'data-tmn-amount="100000"'}></div>`

const policy = (text: string) => `<meta http-equiv="Content-Security-Policy" content="${text}">`

async function pay(page: Page): Promise<void> {
  await page.getByRole('textbox').fill('081-234-5678')
  await page.keyboard.press('Enter')
}

test('what a policy, a hash or a missing file breaks is explained by what the console says', async ({
  browser,
  stack,
}) => {
  const noScript = await openBroken(browser, stack, policy("script-src 'none'") + script)
  await noScript.open()
  await noScript.isExplained('directive: "script-src')
  await noScript.page.close()

  const noCalls = policy("connect-src 'none'") + script + checkout(stack)
  const mute = await openBroken(browser, stack, noCalls)
  await mute.open()
  await pay(mute.page)
  await mute.isExplained('directive: "connect-src')
  await mute.isExplained('Expected a response from Omise')
  await mute.page.close()

  const other = script.replace('defer', `integrity="sha384-${'A'.repeat(64)}" defer`)
  const tampered = await openBroken(browser, stack, other + checkout(stack))
  await tampered.open()
  await tampered.isExplained("'integrity' attribute")
  await tampered.page.close()

  const half = await openBroken(browser, stack, script + checkout(stack))
  await half.page.route('**/truemoney-checkout-pay*', (route) => route.abort())
  await half.open()
  await pay(half.page)
  await half.isExplained('Expected truemoney-checkout-pay')
  await half.page.close()
})

test('a checkout that is not there is found by the guide', async ({ browser, stack }) => {
  const unmarked = checkout(stack).replace('data-tmn-checkout', '')
  const nameless = await openBroken(browser, stack, script + unmarked)
  await nameless.open()
  await nameless.isExplained('data-tmn-public-key needs')
  await nameless.page.close()

  const late = await openBroken(browser, stack, script)
  await late.open()
  await late.page.evaluate(
    (attributes) => {
      const element = document.createElement('div')
      for (const [name, value] of attributes) element.setAttribute(name, value)
      document.body.append(element)
    },
    [
      ['data-tmn-checkout', ''],
      ['data-tmn-public-key', stack.publicKey],
      ['data-tmn-amount', '100000'],
    ] as const,
  )
  await expect(late.page.getByRole('textbox')).toHaveCount(0)
  expect(late.silent()).toBe(true)
  expect(
    rows.some(([shown, , remedy]) => shown === 'no form, no message' && remedy?.includes('load()')),
  ).toBe(true)
  await late.page.evaluate(() => void window.TrueMoneyCheckout?.load())
  await expect(late.page.getByRole('textbox')).toBeVisible()
  await late.page.close()
})
