/** Playwright's own Firefox and WebKit, where `npx playwright install firefox webkit` has put them. */
import { existsSync } from 'node:fs'
import { type BrowserType, devices, firefox, type Project, webkit } from 'playwright/test'

type Engine = {
  readonly name: string
  readonly type: BrowserType
  readonly projects: readonly Project[]
}

/** What a buyer does from the shop to the result, by nothing that Chromium alone can. */
const testMatch = /\/(payment|going-back|return-link|language|otp)\.journey\.ts$/
const launchOptions = {}

const engines: readonly Engine[] = [
  {
    name: 'Firefox',
    type: firefox,
    projects: [
      { name: 'firefox', testMatch, use: { ...devices['Desktop Firefox'], launchOptions } },
    ],
  },
  {
    name: 'WebKit',
    type: webkit,
    projects: [
      { name: 'webkit', testMatch, use: { ...devices['Desktop Safari'], launchOptions } },
      { name: 'webkit-phone', testMatch, use: { ...devices['iPhone SE'], launchOptions } },
    ],
  },
]

export function installedProjects(): Project[] {
  return engines.filter(isInstalled).flatMap(({ projects }) => projects)
}

export function missingEngines(): string[] {
  return engines.filter((engine) => !isInstalled(engine)).map(({ name }) => name)
}

function isInstalled({ type }: Engine): boolean {
  return existsSync(type.executablePath())
}
