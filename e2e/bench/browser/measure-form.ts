/** One visit of a buyer with an empty cache: the form appears, a number is typed. */
import type { Browser, CDPSession, Page } from 'playwright/test'
import { evaluate, type Observed, observe, observed, painted, usable } from './page-observer.ts'
import { openSlowPhone } from './slow-phone.ts'

export type Visit = {
  readonly usableMs: number
  readonly busyMs: number
  readonly longestTaskMs: number
  readonly interactionMs: number
  readonly handlerMs: number
  readonly heapMb: number
  readonly layoutShift: number
  /** Beside the page itself. */
  readonly requestsBeforeUsable: number
  /** To another origin than the page's, at any time of the visit. */
  readonly foreignRequests: number
}

type Request = { readonly url: string; readonly seconds: number }

const typedNumber = '0812345678'

export async function measureForm(browser: Browser, url: string): Promise<Visit> {
  const { page, devtools, close } = await openSlowPhone(browser)
  try {
    const requests = followRequests(devtools)
    const refused: string[] = []
    page.on('response', (answer) => {
      if (!answer.ok()) refused.push(answer.url())
    })
    await observe(page)
    await page.goto(url)
    await usable(devtools)
    await page.waitForLoadState('networkidle')
    const shown = await observed(devtools)
    if (shown.usableAt === null) throw new Error(`Expected a field at ${url}.`)
    const usableSeconds = (await secondsOf(devtools, 'NavigationStart')) + shown.usableAt / 1000
    const busyMs = 1000 * (await secondsOf(devtools, 'TaskDuration'))
    const heapMb = await heapOf(devtools)
    const typed = await typeNumber(page, devtools)
    if (refused.length > 0)
      throw new Error(`Expected ${url} to load what it asks for, got no ${refused.join(', no ')}.`)
    return {
      usableMs: shown.usableAt,
      busyMs,
      longestTaskMs: Math.max(0, ...shown.longTasks.map(({ ms }) => ms)),
      interactionMs: typed.worstInteractionMs,
      handlerMs: typed.worstHandlerMs,
      heapMb,
      layoutShift: typed.layoutShift,
      requestsBeforeUsable: requests.filter(({ seconds }) => seconds < usableSeconds).length - 1,
      foreignRequests: requests.filter((one) => new URL(one.url).origin !== new URL(url).origin)
        .length,
    }
  } finally {
    await close()
  }
}

/** Every request with the time of its start, by the browser's own clock: when we are told is too late on a busy machine. */
function followRequests(devtools: CDPSession): readonly Request[] {
  const requests: Request[] = []
  devtools.on('Network.requestWillBeSent', ({ request: { url }, timestamp, initiator }) => {
    // The question before a request belongs to it.
    if (!url.startsWith('data:') && initiator.type !== 'preflight')
      requests.push({ url, seconds: timestamp })
  })
  return requests
}

async function typeNumber(page: Page, devtools: CDPSession): Promise<Observed> {
  await evaluate(devtools, '__field.focus()')
  await page.keyboard.type(typedNumber, { delay: 60 })
  // The last key's frame is told after it.
  await painted(devtools)
  const digits = await evaluate(devtools, String.raw`__field.value.replace(/\D/g, '')`)
  if (digits !== typedNumber)
    throw new Error(`Expected ${page.url()} to take ${typedNumber}, got ${digits}.`)
  return observed(devtools)
}

export async function heapOf(devtools: CDPSession): Promise<number> {
  // Twice: what the first leaves to finalizers goes with the second.
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize / 1_000_000
}

async function secondsOf(devtools: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  const found = metrics.find(({ name }) => name === wanted)
  if (found === undefined) throw new Error(`Expected the browser to measure ${wanted}.`)
  return found.value
}
