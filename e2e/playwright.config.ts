import { fileURLToPath } from 'node:url'
import { defineConfig, type ReporterDescription } from 'playwright/test'
import { findShell } from './runners/browser.ts'
import { installedProjects } from './runners/playwright-engines.ts'

const browser = process.env.CHECKOUT_BROWSER ?? findShell()
const isRoot = process.getuid?.() === 0

// Counted by run-tests.ts; by hand, the dots are enough.
const jsonReport: ReporterDescription[] =
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? [] : [['json']]

/** Real processes, real HTTP, a real browser; one stack of server and simulator for each worker. */
export default defineConfig({
  testDir: fileURLToPath(new URL('.', import.meta.url)),
  testMatch: '**/*.journey.ts',
  outputDir: fileURLToPath(new URL('../test-results/journeys', import.meta.url)),
  fullyParallel: true,
  // A journey waits for other processes about as long as it computes: three keep two cores busy.
  workers: 3,
  // Real processes on a busy machine: what passes the second time is named as flaky at the end.
  retries: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['dot'], ...jsonReport],
  use: {
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    // Costs as much as the journeys themselves: ask for it with --trace=on when one is a riddle.
    trace: 'off',
    launchOptions: {
      ...(browser !== undefined && { executablePath: browser }),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      // Those where layout, touch or scrolling matter. All others would prove the same here.
      grep: /@phone/,
      use: {
        viewport: { width: 360, height: 740 },
        isMobile: true,
        hasTouch: true,
        deviceScaleFactor: 2,
      },
    },
    ...installedProjects(),
  ],
})
