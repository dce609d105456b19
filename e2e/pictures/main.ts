/**
 * `npm run pictures`: makes the pictures of the README and the guide again, from
 * the demo, into public/pictures. `npm run pictures -- NAME …` makes some of them.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright/test'
import config from '../playwright.config.ts'
import { ensureBrowser } from '../runners/browser.ts'
import { startStack } from '../support/stack.ts'
import { pictures } from './pictures.ts'
import { takePicture } from './take-picture.ts'

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !pictures.some((picture) => picture.name === name))
if (unknown.length > 0) {
  console.error(
    `Expected names of ${pictures.map(({ name }) => name).join(', ')}; got ${unknown.join(', ')}.`,
  )
  process.exit(2)
}

const browser = await chromium.launch({
  ...config.use?.launchOptions,
  executablePath: process.env.CHECKOUT_BROWSER ?? ensureBrowser(),
})
const stack = await startStack()
try {
  for (const picture of pictures) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue
    const png = await takePicture(browser, stack, picture)
    const path = `public/pictures/${picture.name}.png`
    writeFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), png)
    console.log(`${path}  ${(png.length / 1000).toFixed(0)} kB`)
  }
} finally {
  await browser.close()
  await stack.stop()
}
