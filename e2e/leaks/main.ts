/** `npm run bench:leaks`: what each way in leaves behind per mount, after 500 of them. Needs the built files. */
import { chromium } from 'playwright/test'
import config from '../playwright.config.ts'
import { ensureBrowser } from '../runners/browser.ts'
import { measure } from './measure.ts'
import { waysIn } from './ways-in.ts'

const cycles = 500
const browser = await chromium.launch({
  ...config.use?.launchOptions,
  executablePath: process.env.CHECKOUT_BROWSER ?? ensureBrowser(),
})
try {
  for (const way of waysIn) {
    const page = await browser.newPage()
    const { left, heapBytesPerCycle } = await measure(page, way, cycles)
    await page.close()
    const things = Object.entries(left).filter(([, count]) => count !== 0)
    const said = things.map(([name, count]) => `${count / cycles} ${name}`).join(', ')
    process.stdout.write(
      `${way.name}: ${heapBytesPerCycle} bytes of heap, ${said || 'nothing else'}\n`,
    )
    if (things.length > 0) process.exitCode = 1
  }
} finally {
  await browser.close()
}
