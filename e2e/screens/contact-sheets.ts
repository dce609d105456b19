/** All pictures on a few: pages that show them side by side, and pictures of those pages, made by the browser. */
import { existsSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright/test'
import { devices, fileOf, looks } from './look.ts'

const scenesOnSheet = 5
const widths: Record<string, number> = { phone: 230, desktop: 420 }

/** Answers the files that were written, the page of all pictures first. */
export async function makeContactSheets(
  browser: Browser,
  folder: string,
  scenes: readonly string[],
): Promise<string[]> {
  writeFileSync(`${folder}index.html`, sheet(folder, scenes, devices))
  const made = [`${folder}index.html`]
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  for (const device of devices) {
    for (let first = 0; first < scenes.length; first += scenesOnSheet) {
      const name = `${folder}sheet.${device}.${first / scenesOnSheet + 1}`
      const html = sheet(folder, scenes.slice(first, first + scenesOnSheet), [device])
      writeFileSync(`${name}.html`, html)
      await page.goto(pathToFileURL(`${name}.html`).href)
      await page.locator('main').screenshot({ path: `${name}.png` })
      made.push(`${name}.png`)
    }
  }
  await page.close()
  return made
}

function sheet(folder: string, scenes: readonly string[], shown: readonly string[]): string {
  const rows = scenes.flatMap((scene) =>
    shown.map((device) => {
      const pictures = looks
        .filter((look) => look.device === device)
        .map((look) => fileOf(scene, look))
        .filter((file) => existsSync(`${folder}${file}`))
        .map(
          (file) =>
            `<a href="${file}"><img src="${file}" alt="${file}" width="${widths[device] ?? 300}"></a>`,
        )
      return `<section><h2>${scene} · ${device}</h2><div>${pictures.join('')}</div></section>`
    }),
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title>
<style>
body { margin: 0; font: 1rem system-ui; background: #888 }
main { width: max-content; padding: 1rem }
h2 { margin: 0.5rem 0 0.25rem; font-size: 1rem }
div { display: flex; gap: 0.75rem; align-items: start }
a { max-height: 34rem; overflow: hidden; border: 1px solid #444 }
img { display: block }
</style>
<main>${rows.join('\n')}</main>
</html>
`
}
