import type { Browser, BrowserContext, Page } from 'playwright/test'
import { scenes } from '../support/scenes.ts'
import { speak } from '../support/shop-language.ts'
import { createBuyer } from '../support/shop-page.ts'
import type { Stack } from '../support/stack.ts'
import { fileOf, isIn, type Look, looks, screenOf } from './look.ts'

type Scene = (typeof scenes)[number]

/** Takes every picture of the named scenes (of all, where none is named) into a folder; answers what went wrong. */
export async function takeScreens(
  browser: Browser,
  stack: Stack,
  { folder, wanted, tell }: { folder: string; wanted: readonly string[]; tell(look: string): void },
): Promise<string[]> {
  const wrong: string[] = []
  for (const look of looks) {
    for (const scene of wantedScenes(wanted)) {
      if (!isIn(look, scene)) continue
      const context = await openLook(browser, stack, look)
      try {
        await stack.calm()
        const page = await context.newPage()
        await scene.show(createBuyer(page, stack, look.language), stack)
        await settle(page)
        const path = `${folder}${fileOf(scene.name, look)}`
        await page.screenshot({ path, fullPage: scene.name !== 'overlay', animations: 'disabled' })
      } catch (error) {
        wrong.push(`${scene.name}, ${Object.values(look).join(' ')}: ${error}`)
      }
      await context.close()
    }
    tell(Object.values(look).join(' '))
  }
  return wrong
}

export function wantedScenes(wanted: readonly string[]): Scene[] {
  return scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
}

async function openLook(browser: Browser, stack: Stack, look: Look): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...screenOf(look),
    baseURL: stack.shopUrl,
    colorScheme: look.scheme,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  await speak(context, look.language)
  return context
}

/** Every run makes other ids, codes and times: two pictures of the same thing have to be the same. */
function settle(page: Page): Promise<void> {
  return page.evaluate(() => {
    const visit = (root: Node) => {
      for (const node of root.childNodes) {
        if (node instanceof Text)
          node.data = node.data
            .replace(/\b(ord|chrg|chrg_test)_[0-9a-z]+/g, (id) => id.replace(/[0-9a-z]+$/, '5fxid'))
            .replace(/^\d{6}$/, '123456')
            .replace(/\d{4}\/\d\d\/\d\d \d\d:\d\d/, '2026/03/20 16:43')
            .replace(/\d{1,2} \S+ 20\d\d, \d\d:\d\d/, '20 Mar 2026, 16:43')
            .replace(/\d{1,2} \S+ 25\d\d \d\d:\d\d/, '20 มี.ค. 2569 16:43')
        visit(node)
        if (node instanceof Element && node.shadowRoot) visit(node.shadowRoot)
      }
    }
    visit(document)
  })
}
