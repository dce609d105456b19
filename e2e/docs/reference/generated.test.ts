/** The generated parts of the manual are those of the code. `node e2e/docs/reference/write.ts` writes them. */
import { expect, it } from 'vitest'
import { optionRows } from '../../../widget/options/options.ts'
import { manualPages } from '../manual.ts'
import { generated, generatedPartsOf, withGeneratedParts } from './generated.ts'

const pages = manualPages()
const withParts = pages.filter(({ text }) => generatedPartsOf(text).length > 0)

it.each(withParts)('$path has its generated parts as the code has them', ({ text }) => {
  expect(text, 'node e2e/docs/reference/write.ts').toBe(withGeneratedParts(text))
})

it('every part is in the manual, once', () => {
  const named = pages.flatMap(({ text }) => generatedPartsOf(text))
  expect(named.toSorted()).toEqual(Object.keys(generated).toSorted())
})

it('a part that nothing writes is a mistake', () => {
  expect(() => withGeneratedParts('<!-- generated: nothing -->\n<!-- /generated -->')).toThrow(
    'nothing',
  )
})

it('no table is empty, and no cell says [object Object] or undefined', () => {
  for (const [name, write] of Object.entries(generated)) {
    expect(write().split('\n').length, name).toBeGreaterThan(5)
    expect(write(), name).not.toMatch(/\[object|undefined/)
  }
})

it('every option has its row, with its default', () => {
  const rows = `${generated.options?.()}\n${generated.events?.()}`.split('\n')
  for (const [name, { fallback }] of optionRows) {
    const row = rows.find((line) => line.startsWith(`| \`${name}\` |`))
    expect(row, name).toBeDefined()
    // An empty server address is the page's own origin.
    if (fallback) expect(row, name).toContain(`Default: \`${String(fallback)}\``)
  }
})
