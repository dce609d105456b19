/**
 * `npm run screens`: every state in Thai, English and Japanese, on a phone and a desktop,
 * light and dark, as pictures in test-results/screens with a page that shows
 * them side by side. For eyes, not for comparison by machine.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium } from 'playwright/test'
import { ensureBrowser } from './browser.ts'
import config from './playwright.config.ts'
import { scenes } from './scenes.ts'
import { speak } from './shop-language.ts'
import { createBuyer, type Language } from './shop-page.ts'
import { startStack } from './stack.ts'

type Look = {
  readonly language: Language
  readonly device: string
  readonly scheme: 'light' | 'dark'
}

const folder = fileURLToPath(new URL('../test-results/screens/', import.meta.url))
// Pictures are of Chromium's projects: those of other engines name a browser of their own.
const devices = new Map(
  (config.projects ?? [])
    .filter(({ use }) => use?.defaultBrowserType === undefined)
    .map(({ name = '', use }) => [name, use ?? {}]),
)
const looks: Look[] = (['light', 'dark'] as const).flatMap((scheme) =>
  [...devices.keys()].flatMap((device) =>
    (['th', 'en', 'ja'] as const).map((language) => ({ language, device, scheme })),
  ),
)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  ...config.use?.launchOptions,
  executablePath: process.env.CHECKOUT_BROWSER ?? ensureBrowser(),
})
const stack = await startStack()
const wanted = process.argv.slice(2)
const shown = scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
try {
  for (const look of looks) {
    for (const scene of shown.filter((candidate) => isIn(look, candidate))) {
      const context = await openLook(browser, look)
      try {
        const page = await context.newPage()
        await stack.calm()
        await scene.show(createBuyer(page, stack, look.language), stack)
        await page.screenshot({ path: `${folder}${fileOf(scene.name, look)}`, fullPage: true })
      } catch (error) {
        process.exitCode = 1
        console.error(`${scene.name}, ${Object.values(look).join(' ')}: ${error}`)
      }
      await context.close()
    }
    console.log(Object.values(look).join(' '))
  }
  writeFileSync(`${folder}index.html`, contactSheet())
  console.log(`${folder}index.html`)
} finally {
  await browser.close()
  await stack.stop()
}

async function openLook(on: Browser, { language, device, scheme }: Look): Promise<BrowserContext> {
  const { viewport = null, isMobile = false, hasTouch = false } = devices.get(device) ?? {}
  const context = await on.newContext({
    viewport,
    isMobile,
    hasTouch,
    baseURL: stack.shopUrl,
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  await speak(context, language)
  return context
}

function isIn({ language }: Look, { isShopOnly = false }: (typeof scenes)[number]): boolean {
  return language !== 'ja' || !isShopOnly
}

function fileOf(scene: string, { language, device, scheme }: Look): string {
  return `${scene}.${device}.${language}.${scheme}.png`
}

function contactSheet(): string {
  const rows = shown.map((scene) => {
    const { name } = scene
    const pictures = looks
      .filter((look) => isIn(look, scene))
      .map((look) => {
        const file = fileOf(name, look)
        return `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`
      })
    return `<h2>${name}</h2><div>${pictures.join('')}</div>`
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title>
<style>
body { font: 1rem system-ui; margin: 2rem; background: #888 }
div { display: flex; gap: 1rem; overflow-x: auto; align-items: start }
img { height: 30rem; border: 1px solid #444 }
</style>
${rows.join('\n')}
</html>
`
}
