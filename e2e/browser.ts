/**
 * Finds a Chromium for the browser journeys: Playwright's own, else the
 * system's, else from Debian's packages when this runs as root. Answers its
 * path, or throws one sentence that says what to install.
 */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

export function findBrowser(): string | undefined {
  const own = chromium.executablePath()
  if (existsSync(own)) return own
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(existsSync)
  return found ?? (existsSync(macChrome) ? macChrome : undefined)
}

export function ensureBrowser(): string {
  const found = findBrowser()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) installFromDebian()
  const installed = findBrowser()
  if (installed !== undefined) return installed
  throw new Error(
    'The browser journeys need Chromium or Chrome and found none. Install one (Debian, Ubuntu: sudo apt-get install chromium fonts-thai-tlwg; elsewhere: npx playwright install chromium) and run npm test again.',
  )
}

function installFromDebian(): void {
  console.error('apt-get install chromium fonts-thai-tlwg …')
  const options: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-q'], options)
  spawnSync(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-thai-tlwg'],
    options,
  )
}
