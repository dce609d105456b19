/** Every example of these README sections is part of a project that the browser journeys run. */
import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const readme = readFileSync('README.md', 'utf8')
const start = readme.indexOf('## Embed by npm')
const section = readme.slice(start, readme.indexOf('\n## ', start + 1))
const fixtures = globSync('e2e/packages/fixtures/**/*.{ts,tsx,js,html}').map((path) =>
  readFileSync(path, 'utf8'),
)

it('shows nothing in “Embed by npm” that is not run', () => {
  const examples = Array.from(section.matchAll(/```\w+\n(.*?)\n```/gs), ([, code = '']) => code)
  expect(examples.length).toBeGreaterThan(4)
  const unrun = examples.filter((code) => !fixtures.some((source) => source.includes(code)))
  expect(unrun).toEqual([])
})
