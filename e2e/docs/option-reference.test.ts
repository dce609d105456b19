import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { optionRows } from '../../widget/options/options.ts'
import { withOptionReference } from './option-reference.ts'

const page = readFileSync('public/guide/reference/options.md', 'utf8')

it('the tables of options and events are those of the option table', () => {
  expect(page).toBe(withOptionReference(page))
})

it('every option has its row, with its default', () => {
  for (const [name, { fallback }] of optionRows) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`))
    expect(row, name).toBeDefined()
    // An empty server address is the page's own origin.
    if (fallback) expect(row, name).toContain(`Default: \`${String(fallback)}\``)
  }
})
