import { fileURLToPath } from 'node:url'
import type { CDPSession, Page } from 'playwright/test'
import * as z from 'zod/mini'
import { watchPage } from './watch-page.ts'
import type { WayIn, WayOptions } from './ways-in.ts'

const underWay = z.record(z.string(), z.int())
export type Left = Record<string, number>
export type Growth = { left: Left; heapBytesPerCycle: number }

const origin = 'http://shop.test'
const options: WayOptions = {
  publicKey: 'pkey_test_leaks',
  omiseUrl: 'http://omise.test',
  authorizeHosts: ['pay.omise.co'],
  amount: 100_000,
}

/**
 * What is left after `cycles` times on and off, compared with after the first
 * three hundred: those warm up what is made once, the compiled code above all.
 */
export async function measure(page: Page, way: WayIn, cycles: number): Promise<Growth> {
  await page.addInitScript(watchPage)
  await page.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname !== '/')
      return route.fulfill({
        path: fileURLToPath(new URL(`../../dist${pathname}`, import.meta.url)),
      })
    const body = `<!doctype html><html lang="en"><title>Leaks</title>${way.head}<main></main></html>`
    return route.fulfill({ body, contentType: 'text/html' })
  })
  await page.goto(origin)
  const browser = await page.context().newCDPSession(page)

  await run(page, way, 100)
  // The rest of a script is there from now on; what it brings is warmed up as well.
  await page.waitForLoadState('networkidle')
  await run(page, way, 200)
  const before = await look(page, browser)
  await run(page, way, cycles)
  const after = await look(page, browser)
  return {
    left: Object.fromEntries(
      Object.entries(after.counts).map(([name, count]) => [
        name,
        count - (before.counts[name] ?? 0),
      ]),
    ),
    heapBytesPerCycle: Math.round((after.heapBytes - before.heapBytes) / cycles),
  }
}

async function run(page: Page, { cycle }: WayIn, cycles: number): Promise<void> {
  await page.evaluate(`(async () => {
    const cycle = ${cycle}
    for (let i = 0; i < ${cycles}; i += 1) await cycle(${JSON.stringify(options)})
  })()`)
  // What is done a moment later, such as an effect after a frame, is part of a cycle.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))),
  )
}

async function look(page: Page, browser: CDPSession): Promise<{ counts: Left; heapBytes: number }> {
  for (let i = 0; i < 3; i += 1) await browser.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await browser.send('Memory.getDOMCounters')
  const { usedSize } = await browser.send('Runtime.getHeapUsage')
  const counts = underWay.parse(await page.evaluate('underWay()'))
  return { counts: { ...counts, nodes, listeners: jsEventListeners }, heapBytes: usedSize }
}
