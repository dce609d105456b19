/** Firefox by WebDriver BiDi, through puppeteer-core: Playwright drives builds of its own alone. */
import { type Browser, launch, type Page } from 'puppeteer-core'
import { findProgram } from '../runners/debian.ts'
import { type Engine, isShortcut, shortcuts, type Tab } from './tab.ts'

export async function startFirefox(): Promise<Engine> {
  const executablePath = findFirefox()
  if (executablePath === undefined) throw new Error('Expected Firefox on the PATH, found none.')
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // What was typed in one tab is offered in the next otherwise, and Escape closes the offer first.
    extraPrefsFirefox: { 'browser.formfill.enable': false },
  })
  return {
    version: await browser.version(),
    keepsPages: true,
    openTab: () => openTab(browser),
    stop: () => browser.close(),
  }
}

export function findFirefox(): string | undefined {
  return findProgram(['firefox-esr', 'firefox'])
}

async function openTab(browser: Browser): Promise<Tab> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  return { ...tabOf(page), close: () => context.close() }
}

function tabOf(page: Page): Omit<Tab, 'close'> {
  return {
    open: async (address) => {
      await page.goto(address)
    },
    // page.goBack() waits for a load, and a page that was kept does not load again.
    back: async () => {
      await page.evaluate('history.back()')
    },
    evaluate: (expression) => page.evaluate(expression),
    async press(...keys) {
      for (const key of keys) {
        if (!isShortcut(key)) {
          await page.keyboard.press(key)
          continue
        }
        await page.keyboard.down('Control')
        await page.keyboard.press(shortcuts[key])
        await page.keyboard.up('Control')
      }
    },
    type: (text) => page.keyboard.type(text),
    click: ({ x, y }) => page.mouse.click(x, y),
    async wheel({ x, y }, pixels) {
      await page.mouse.move(x, y)
      await page.mouse.wheel({ deltaY: pixels })
    },
    resize: (screen) => page.setViewport({ ...screen }),
    picture: () => page.screenshot(),
  }
}
