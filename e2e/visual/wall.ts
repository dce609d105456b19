/** A page with the checkout in every state that it can be brought into at once, light and dark. */
import { expect, type Page } from 'playwright/test'
import type { Stack } from '../support/stack.ts'
import { boxFont } from './box-font.ts'
import type { Region } from './pictures.ts'
import { answerFor, orderId } from './wall-answers.ts'
import { mountCells } from './wall-cells.ts'

const [columns, width, height, gap] = [8, 340, 660, 12]
const states = [
  'missing',
  'ready',
  'wrong',
  'alert',
  'sending',
  'leaving',
  'offline',
  'button',
  'pending',
  'successful',
  'failed',
  'expired',
  'gone',
  'verifying',
] as const
type State = (typeof states)[number]
/** Where the states that take a step end. */
const ends: Partial<Record<State, string>> = {
  missing: 'missing',
  wrong: 'ready',
  alert: 'ready',
  sending: 'submitting',
  leaving: 'redirecting',
  pending: 'unconfirmed',
  successful: 'successful',
  failed: 'failed',
  expired: 'expired',
  gone: 'stopped',
  verifying: 'verifying',
}
const looks = [
  ['th', 'light'],
  ['th', 'dark'],
  ['en', 'light'],
  ['ja', 'dark'],
] as const
const cells = states.flatMap((state) =>
  looks.map(([locale, theme]) => ({ state, locale, theme, name: `${state} ${locale} ${theme}` })),
)

/** Hangs everything up and waits until it stands. Time is in the hand: nothing moves any more. */
export async function hangUp(page: Page, stack: Stack): Promise<void> {
  await page.setViewportSize({ width: columns * (width + gap) + gap, height: 800 })
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await page.clock.install({ time: new Date('2026-03-20T09:44:00Z') })
  await page.route('**/as/*/api/orders/**', (route) => {
    const answer = answerFor(new URL(route.request().url()).pathname, stack.simulator.url)
    // "Verifying" is what a buyer sees as long as nothing comes.
    return answer === undefined ? undefined : route.fulfill(answer)
  })
  await page.route(`${stack.simulator.url}/**`, (route) => route.fulfill({ status: 204 }))
  stack.servePage(
    'wall.html',
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Wall</title>
    <link rel="icon" href="/favicon.svg"><script src="/truemoney-checkout.js"></script>
    <main></main><input aria-label="Focus">`,
  )
  await page.goto(`${stack.shopUrl}/wall.html`)
  await page.evaluate(prepare, { font: [...boxFont()], columns, width, height, gap })
  // A view that comes takes the focus unless the buyer is busy elsewhere.
  await page.getByRole('textbox', { name: 'Focus' }).focus()

  const hang = (from: State, to?: State) =>
    page.evaluate(mountCells, {
      cells: cells.slice(first(from), to && first(to)),
      orderId,
      publicKey: stack.publicKey,
      authorizeOrigin: stack.simulator.url,
    })
  // Whatever the script brings later is there from now on: what is mounted is whole at once.
  await hang('missing', 'ready')
  await expect(page.locator('[data-state="missing"] h2')).toHaveCount(looks.length)
  await page.clock.pauseAt(new Date('2026-03-20T10:00:00Z'))
  await hang('ready', 'pending')
  const fragment = `#${new URLSearchParams({ 'tmn-order': orderId, 'tmn-token': 't' })}`
  await page.evaluate((hash) => history.replaceState(null, '', hash), fragment)
  await hang('pending', 'verifying')
  await expectStatus(page, 'pending', 'verifying')
  // Eight seconds after the return, a payment that still waits is said to.
  await page.clock.runFor(9_000)
  await hang('verifying')
  await page.clock.runFor(500)
  for (const [state, status] of Object.entries(ends)) await expectStatus(page, state, status)
}

/** Where each checkout hangs, in points of a picture that is made smaller. */
export async function regionsOf(page: Page, factor: number): Promise<Region[]> {
  const boxes = await page
    .locator('main > div')
    .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()))
  return boxes.map(({ x, y, width, height }, index) => ({
    name: cells[index]?.name ?? '',
    left: Math.floor(x / factor),
    top: Math.floor(y / factor),
    width: Math.floor(width / factor),
    height: Math.floor(height / factor),
  }))
}

function first(state: State): number {
  return states.indexOf(state) * looks.length
}

function expectStatus(page: Page, state: string, status: string): Promise<void> {
  const shown = page.locator(`[data-state="${state}"] [data-status="${status}"]`)
  return expect(shown).toHaveCount(looks.length)
}

/** Runs in the page: letters as boxes, and a place for each checkout that others cannot push. */
async function prepare(wall: {
  font: number[]
  columns: number
  width: number
  height: number
  gap: number
}): Promise<void> {
  const face = new FontFace('Boxes', new Uint8Array(wall.font))
  document.fonts.add(await face.load())
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    :root { --tmn-font: Boxes }
    body { margin: 0 }
    main { display: grid; grid: auto-flow ${wall.height}px / repeat(${wall.columns}, ${wall.width}px);
      gap: ${wall.gap}px; padding: ${wall.gap}px; font: 16px Boxes }
    [data-tmn-theme="dark"] { background: #000 }`)
  document.adoptedStyleSheets = [sheet]
}
