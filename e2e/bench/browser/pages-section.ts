/** The demo's checkout and return pages beside the same pages without the widget. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright/test'
import type { Order } from '../../../widget/contract.ts'
import { type Stack, startStack } from '../../support/stack.ts'
import type { Figure, Goal, Unit } from '../figures.ts'
import { openBrowser } from './open-browser.ts'
import { observe, observed, painted } from './page-observer.ts'
import { openSlowPhone } from './slow-phone.ts'

const pages = ['checkout', 'return'] as const
const withWidget = 'page'
const withoutWidget = 'without the widget'

type Visit = {
  readonly largestPaintMs: number
  readonly blockingMs: number
  readonly layoutShift: number
}
type Row = { readonly what: string; readonly unit: Unit; readonly field: keyof Visit; goal?: Goal }

const atMost = (value: number): Goal => ({ subject: withWidget, bound: 'at most', value })
const rows: readonly Row[] = [
  {
    what: 'largest contentful paint',
    unit: 'ms',
    field: 'largestPaintMs',
    goal: { ...atMost(1.15), comparedTo: { subject: withoutWidget, by: 'ratio' } },
  },
  { what: 'total blocking time', unit: 'ms', field: 'blockingMs' },
  { what: 'layout shift', unit: 'score', field: 'layoutShift', goal: atMost(0) },
]

export async function pagesFigures({ runs }: { runs: number }): Promise<readonly Figure[]> {
  const stack = await startStack()
  const browser = await openBrowser()
  try {
    for (const page of pages) stack.servePage(`static-${page}.html`, staticPage(page))
    const figures: Figure[] = []
    for (const page of pages) figures.push(...(await pageFigures(browser, stack, page, runs)))
    return figures
  } finally {
    await browser.close()
    await stack.stop()
  }
}

async function pageFigures(
  browser: Browser,
  stack: Stack,
  page: (typeof pages)[number],
  runs: number,
): Promise<readonly Figure[]> {
  const visits: Record<string, Visit[]> = { [withWidget]: [], [withoutWidget]: [] }
  for (let run = 0; run < runs; run += 1) {
    const order = await stack.placeOrder()
    const files = [[withWidget, page] as const, [withoutWidget, `static-${page}`] as const]
    // Whoever comes first has the colder server: they take turns.
    for (const [name, file] of run % 2 === 0 ? files : files.toReversed()) {
      const url = `${stack.shopUrl}/${file}.html#${fragment(order)}`
      visits[name]?.push(await visit(browser, url, name === withWidget ? '.tmn-root' : 'h1'))
    }
  }
  return rows.map(({ what, unit, field, goal }) => ({
    what: `${page}: ${what}`,
    unit,
    values: Object.fromEntries(
      Object.entries(visits).map(([name, made]) => [name, made.map((one) => one[field])]),
    ),
    ...(goal !== undefined && { goal }),
  }))
}

/** Ends when what is awaited is there, everything is loaded, and all of it is painted. */
async function visit(browser: Browser, url: string, awaited: string): Promise<Visit> {
  const { page, devtools, close } = await openSlowPhone(browser)
  try {
    await observe(page)
    await page.goto(url)
    await page.locator(awaited).first().waitFor()
    await page.waitForLoadState('networkidle')
    await painted(devtools)
    const seen = await observed(devtools)
    if (seen.largestPaintAt === null) throw new Error(`Expected ${url} to paint something.`)
    const firstPaintAt = seen.firstPaintAt ?? 0
    return {
      largestPaintMs: seen.largestPaintAt,
      blockingMs: seen.longTasks
        .filter(({ startAt }) => startAt >= firstPaintAt)
        .reduce((sum, { ms }) => sum + ms - 50, 0),
      layoutShift: seen.layoutShift,
    }
  } finally {
    await close()
  }
}

/** Both pages find the order in the address: the checkout's own names, and those of a return. */
function fragment({ orderId, token }: Order): URLSearchParams {
  return new URLSearchParams({
    order: orderId,
    token,
    'tmn-order': orderId,
    'tmn-token': token,
  })
}

/** The same markup and style, without the widget and what the page does with it. */
function staticPage(page: (typeof pages)[number]): string {
  const path = fileURLToPath(new URL(`../../../public/${page}.html`, import.meta.url))
  const scripts = new RegExp(
    `\\s*<script[^>]*src="/(?:truemoney-checkout|${page})\\.js"[^>]*></script>`,
    'g',
  )
  const html = readFileSync(path, 'utf8')
  const found = html.match(scripts)?.length
  if (found !== 2)
    throw new Error(`Expected ${path} to load the widget and a script of its own, got ${found}.`)
  return html.replace(scripts, '')
}
