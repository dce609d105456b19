import { resolve } from 'node:path'
import * as z from 'zod/mini'
import { ensureBrowser } from './browser.ts'
import { atLeastOneFailure, type Count, readReport, run } from './count.ts'
import { missingEngines } from './playwright-engines.ts'

const journeyReport = z.object({
  stats: z.object({ expected: z.int(), flaky: z.int(), unexpected: z.int() }),
})

/**
 * What waits for `npm run test:deep`, by a run's whole name, which begins with
 * the screen: the journeys tagged @deep, and on the desktop those tagged
 * @phone, which `npm test` plays on the phone.
 */
const isDeep = '@deep|^desktop .*@phone'

/** Plays the browser journeys of `npm test` or of `npm run test:deep`, and counts them. */
export function journeys(name: string, depth: 'everyday' | 'deep'): Count {
  console.log(`\n— browser ${name}`)
  // Relative to its configuration otherwise.
  const file = resolve(`test-results/${name}.json`)
  try {
    ensureBrowser()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
  for (const engine of missingEngines())
    console.log(
      `Not run: Playwright's own ${engine}, not installed (npm run test:engines drives Debian's)`,
    )
  const filter = depth === 'deep' ? `--grep=${isDeep}` : `--grep-invert=${isDeep}`
  const ok = run('playwright', ['test', '--config=e2e/playwright.config.ts', filter], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const stats = readReport(file, journeyReport)?.stats
  return atLeastOneFailure(ok, stats && stats.expected + stats.flaky, stats?.unexpected)
}
