/**
 * Every state of the checkout beside a picture of how it looked: a button that is missing, a line that has
 * moved, a colour that is lost. Letters are boxes and points are large, so that the fonts of a machine and
 * the way it paints them make no difference. `--update-snapshots` makes the picture anew: look at it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright/test'
import { expect, test } from '../support/journey.ts'
import { compare, type Region, shrink } from './pictures.ts'
import { hangUp, regionsOf } from './wall.ts'

/** Eight points by eight are one. */
const factor = 8
/** Of the points of one checkout. What boxes and rounding leave to chance is none; a plain button is 2 %. */
const tolerance = 0.005
const reference = fileURLToPath(new URL('./reference.png', import.meta.url))

/** What a careless change may do, and where. */
const planted: readonly [name: string, css: string][] = [
  ['pending th light', '.tmn-plain { display: none }'],
  ['ready en light', '.tmn-form { gap: 1.75em }'],
  ['failed th dark', '.tmn-primary { background: none }'],
  ['expired ja dark', '.tmn-notice { text-align: start }'],
]

test('every state looks as it did, and what does not is found', async ({
  page,
  context,
  stack,
  trouble,
}) => {
  trouble.announce(/Failed to load resource/)
  await hangUp(page, stack)
  const regions = await regionsOf(page, factor)
  const eye = await context.newPage()
  const now = await look(page, eye)
  writeFileSync(test.info().outputPath('now.png'), now)
  const isAskedFor = ['all', 'changed'].includes(test.info().config.updateSnapshots)
  if (isAskedFor || !existsSync(reference)) writeFileSync(reference, now)
  expect(await changed(eye, now, regions)).toEqual([])

  for (const [name, css] of planted) await plant(page, regions.findIndex(named(name)), css)
  const careless = await changed(eye, await look(page, eye), regions)
  expect(careless.map((difference) => difference.replace(/:.*/, '')).sort()).toEqual(
    planted.map(([name]) => name).sort(),
  )
})

const named = (wanted: string) => (region: Region) => region.name === wanted

async function look(page: Page, eye: Page): Promise<Buffer> {
  const png = await page.locator('main').screenshot({ animations: 'disabled' })
  return shrink(eye, png, factor)
}

/** The checkouts that differ from the reference, with how much of each does. */
async function changed(eye: Page, now: Buffer, regions: readonly Region[]): Promise<string[]> {
  const differences = await compare(eye, readFileSync(reference), now, regions)
  return differences
    .filter(({ share }) => share > tolerance)
    .map(({ name, share }) => `${name}: ${(share * 100).toFixed(1)} %`)
}

/** A style of somebody else's, behind the shadow root of one checkout. */
function plant(page: Page, index: number, css: string): Promise<void> {
  return page
    .locator('main > div > .tmn-host')
    .nth(index)
    .evaluate((host, css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      host.shadowRoot?.adoptedStyleSheets.push(sheet)
    }, css)
}
