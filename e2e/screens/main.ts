/**
 * `npm run screens [-- scene …] [-- --compare folder|revision]`: every state in
 * Thai, English and Japanese, on a phone and a desktop, light and dark, as
 * pictures in test-results/screens, and all of them together on a few sheets,
 * for eyes. With `--compare` it says which differ from the pictures in another
 * folder, or from those of another revision, which it takes first.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright/test'
import config from '../playwright.config.ts'
import { ensureBrowser } from '../runners/browser.ts'
import { startStack } from '../support/stack.ts'
import { compareFolders, findPictures } from './compare.ts'
import { makeContactSheets } from './contact-sheets.ts'
import { takeScreens, wantedScenes } from './take.ts'

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url))
const { values, positionals: wanted } = parseArgs({
  options: { compare: { type: 'string' } },
  allowPositionals: true,
})
const shown = wantedScenes(wanted).map(({ name }) => name)
if (shown.length === 0) throw new Error(`Expected names of scenes, got ${wanted.join(' ')}.`)
const before = values.compare === undefined ? undefined : findPictures(values.compare, wanted)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  ...config.use?.launchOptions,
  executablePath: process.env.CHECKOUT_BROWSER ?? ensureBrowser(),
})
const stack = await startStack()
try {
  const wrong = await takeScreens(browser, stack, { folder, wanted, tell: console.log })
  for (const problem of wrong) console.error(problem)
  const sheets = await makeContactSheets(browser, folder, shown)
  console.log(sheets.join('\n'))
  const different = before === undefined ? [] : await differences(before)
  for (const difference of different) console.log(difference)
  if (before !== undefined) console.log(`${different.length} pictures differ from ${before}`)
  if (wrong.length + different.length > 0) process.exitCode = 1
} finally {
  await browser.close()
  await stack.stop()
}

function differences(old: string): Promise<string[]> {
  const isWanted = (file: string) =>
    file.endsWith('.png') && shown.some((name) => file.startsWith(`${name}.`))
  const names = new Set([...readdirSync(old), ...readdirSync(folder)].filter(isWanted))
  return compareFolders(browser, { before: old, after: folder, files: [...names].sort() })
}
