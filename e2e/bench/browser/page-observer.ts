/** What a page's own clocks say: put into it before anything else, read out of it at the end. */
import type { CDPSession, Page } from 'playwright/test'
import * as z from 'zod/mini'

const observedSchema = z.object({
  /** When the buyer could type, in ms since the navigation; `null`: not yet. */
  usableAt: z.nullable(z.number()),
  firstPaintAt: z.nullable(z.number()),
  /** The last candidate so far. */
  largestPaintAt: z.nullable(z.number()),
  layoutShift: z.number(),
  /** Tasks over 50 ms; shorter ones are not told by browsers. */
  longTasks: z.array(z.object({ startAt: z.number(), ms: z.number() })),
  /** Longest from an event to the next frame; browsers tell it in steps of 8 ms. */
  worstInteractionMs: z.number(),
  /** Longest that a handler of an event ran. */
  worstHandlerMs: z.number(),
})
export type Observed = z.infer<typeof observedSchema>

/** Watches every page that is opened from now on. */
export async function observe(page: Page): Promise<void> {
  await page.addInitScript(watch)
}

/** What was seen so far in the page that is shown. */
export async function observed(devtools: CDPSession): Promise<Observed> {
  return observedSchema.parse(await evaluate(devtools, '__observed'))
}

/** Resolves when the buyer can type. */
export async function usable(devtools: CDPSession): Promise<void> {
  await evaluate(devtools, '__usable')
}

/** Resolves when something large was painted and the browser has nothing more to paint just now. */
export async function painted(devtools: CDPSession): Promise<void> {
  await evaluate(devtools, '__painted')
  for (let frame = 0; frame < 2; frame += 1)
    await evaluate(devtools, 'new Promise((done) => requestAnimationFrame(done))')
}

/** Without Playwright's own helpers, which would weigh as much as a widget. */
export async function evaluate(devtools: CDPSession, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails !== undefined)
    throw new Error(`Expected ${expression} to work in the page: ${exceptionDetails.text}`)
  return result.value
}

/** Runs in the page: it must not name anything outside of itself. */
function watch(): void {
  const seen: Observed = {
    usableAt: null,
    firstPaintAt: null,
    largestPaintAt: null,
    layoutShift: 0,
    longTasks: [],
    worstInteractionMs: 0,
    worstHandlerMs: 0,
  }
  Reflect.set(window, '__observed', seen)
  const promised = (name: string): (() => void) => {
    let tell = () => {}
    const promise = new Promise<void>((resolve) => {
      tell = resolve
    })
    Reflect.set(window, name, promise)
    return tell
  }
  const tellUsable = promised('__usable')
  const tellPainted = promised('__painted')

  const numberOf = (entry: PerformanceEntry, name: string): number => {
    const value: unknown = Reflect.get(entry, name)
    return typeof value === 'number' ? value : 0
  }
  const follow = (
    type: string,
    hear: (entry: PerformanceEntry) => void,
    options: { durationThreshold?: number } = {},
  ) =>
    new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({
      type,
      buffered: true,
      ...options,
    })
  follow('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.firstPaintAt = entry.startTime
  })
  follow('largest-contentful-paint', (entry) => {
    seen.largestPaintAt = entry.startTime
    tellPainted()
  })
  follow('layout-shift', (entry) => {
    if (Reflect.get(entry, 'hadRecentInput') !== true) seen.layoutShift += numberOf(entry, 'value')
  })
  follow('longtask', (entry) => {
    seen.longTasks.push({ startAt: entry.startTime, ms: entry.duration })
  })
  follow(
    'event',
    (entry) => {
      const handlerMs = numberOf(entry, 'processingEnd') - numberOf(entry, 'processingStart')
      seen.worstInteractionMs = Math.max(seen.worstInteractionMs, entry.duration)
      seen.worstHandlerMs = Math.max(seen.worstHandlerMs, handlerMs)
    },
    { durationThreshold: 16 },
  )

  const fieldIn = (root: Document | ShadowRoot): HTMLInputElement | undefined => {
    const field = root.querySelector<HTMLInputElement>('input[type=tel], input[autocomplete=tel]')
    if (field) return field
    for (const { shadowRoot } of root.querySelectorAll('*')) {
      const inner = shadowRoot && fieldIn(shadowRoot)
      if (inner) return inner
    }
    return undefined
  }
  // Usable is: painted, and not behind something that waits for an answer. Looking frame by frame costs every subject the same.
  const look = () => {
    const field = fieldIn(document)
    if (!field?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      requestAnimationFrame(look)
      return
    }
    requestAnimationFrame(() =>
      setTimeout(() => {
        seen.usableAt = performance.now()
        Reflect.set(window, '__field', field)
        tellUsable()
      }),
    )
  }
  requestAnimationFrame(look)
}
