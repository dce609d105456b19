/** The parts of the manual that are written from the code: what stands between `<!-- generated: NAME -->` and its end. */
import { errorsTable } from './errors.ts'
import { failuresTable } from './failures.ts'
import { httpBodies, httpOperations } from './http-api.ts'
import { metricsTable } from './metrics.ts'
import { eventsTable, optionsTable } from './options.ts'
import { settingsTable } from './settings.ts'
import { simulatorControlTable } from './simulator-control.ts'

/** By name, what writes the part. */
export const generated: Readonly<Record<string, () => string>> = {
  options: optionsTable,
  events: eventsTable,
  settings: settingsTable,
  errors: errorsTable,
  failures: () => failuresTable('en', 'th', 'ja'),
  'failures-th': () => failuresTable('th'),
  'failures-ja': () => failuresTable('ja'),
  'http-operations': httpOperations,
  'http-bodies': httpBodies,
  metrics: metricsTable,
  'simulator-control': simulatorControlTable,
}

const part = /(<!-- generated: ([\w-]+) -->\n)[\s\S]*?(?=<!-- \/generated -->)/g

/** Returns the page with its generated parts as they should be. Throws for a name that nothing writes. */
export function withGeneratedParts(page: string): string {
  return page.replaceAll(part, (_whole, start: string, name: string) => {
    const write = generated[name]
    if (write === undefined) throw new Error(`Expected a generated part, got ${name}.`)
    return `${start}\n${write()}\n\n`
  })
}

/** Returns the names of the parts that a page has. */
export function generatedPartsOf(page: string): readonly string[] {
  return Array.from(page.matchAll(part), ([, , name = '']) => name)
}
