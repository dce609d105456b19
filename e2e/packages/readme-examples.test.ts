/** Every example of the manual for npm is part of a project that the browser journeys run. */
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const printed = readFileSync('public/guide/page/npm.md', 'utf8')
const fixtures = globSync('e2e/packages/fixtures/**/*.{ts,tsx,js,html}').map((path) =>
  readFileSync(path, 'utf8'),
)

it('shows nothing that is not run', () => {
  const examples = Array.from(printed.matchAll(/```\w+\n(.*?)\n```/gs), ([, code = '']) => code)
  expect(examples.length).toBeGreaterThan(4)
  const unrun = examples.filter((code) => !fixtures.some((source) => source.includes(code)))
  expect(unrun).toEqual([])
})
