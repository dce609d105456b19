/**
 * Finds the Chromium for the browser journeys: Playwright's own, else the
 * system's, else from Debian's packages when this runs as root. Answers paths,
 * or throws one sentence that says what to install.
 */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { findProgram, installFromDebian } from './debian.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

export function findBrowser(): string | undefined {
  const own = chromium.executablePath()
  if (existsSync(own)) return own
  return findProgram(names) ?? (existsSync(macChrome) ? macChrome : undefined)
}

/**
 * The same without windows, which opens a page in half the time, but keeps no
 * page that is left and fills in no form. Where there is none, the whole browser.
 */
export function findShell(): string | undefined {
  return findProgram(['chromium-headless-shell']) ?? findBrowser()
}

export function ensureBrowser(): string {
  if (findBrowser() === undefined || findShell() === findBrowser())
    installFromDebian(['chromium', 'chromium-headless-shell', 'fonts-thai-tlwg'])
  const found = findBrowser()
  if (found !== undefined) return found
  throw new Error(
    'The browser journeys need Chromium or Chrome and found none. Install one (Debian, Ubuntu: sudo apt-get install chromium fonts-thai-tlwg; elsewhere: npx playwright install chromium) and run npm test again.',
  )
}
