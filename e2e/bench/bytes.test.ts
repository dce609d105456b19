/** Bytes are exact, so they have budgets; times are told and never asserted. Needs a build. */
import { readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { entryBudgets, reactWrapperBudgetKb, scriptBudgets } from './budgets.ts'
import {
  bytesFigures,
  type EntryBytes,
  entryBytes,
  kilobytesOf,
  packageEntries,
  publishedScripts,
  scriptBytes,
} from './bytes.ts'
import { figuresIn, figuresPage } from './figure-tables.ts'
import { tableOf } from './table.ts'

const entries = new Map<string, EntryBytes>()
beforeAll(async () => {
  for (const [entry, path] of packageEntries()) entries.set(entry, await entryBytes(path))
}, 60_000)

describe('a script', () => {
  it.each(scriptBudgets)('($name) keeps to its budget', ({ files, budgetKb }) => {
    const { before, all } = scriptBytes(files)
    expect(kilobytesOf(before)).toBeLessThanOrEqual(budgetKb.before)
    expect(kilobytesOf(all)).toBeLessThanOrEqual(budgetKb.all)
  })

  it('has a budget, whichever it is', () => {
    const budgeted = scriptBudgets.flatMap(({ files }) => [...files.before, ...files.later])
    for (const script of publishedScripts())
      expect(
        budgeted.some((pattern) => matchesGlob(script, pattern)),
        script,
      ).toBe(true)
  })
})

describe('an entry of the package', () => {
  it.each(entryBudgets)('($entry) keeps to its budget', ({ entry, budgetKb }) => {
    const { own, whole } = weightOf(entry)
    expect(kilobytesOf(own)).toBeLessThanOrEqual(budgetKb.own)
    expect(kilobytesOf(whole)).toBeLessThanOrEqual(budgetKb.whole)
  })

  it('has a budget, whichever it is', () => {
    expect(entryBudgets.map(({ entry }) => entry).toSorted()).toEqual(
      [...entries.keys()].toSorted(),
    )
  })

  it('for React adds the wrapper alone', async () => {
    const paths = packageEntries()
    const both = await entryBytes(paths.get('.') ?? '', paths.get('./react') ?? '')
    const added = both.own - weightOf('.').own
    expect(kilobytesOf(added)).toBeGreaterThan(0)
    expect(kilobytesOf(added)).toBeLessThanOrEqual(reactWrapperBudgetKb)
  }, 60_000)
})

describe('the guide', () => {
  it('has the bytes as they are measured', async () => {
    const said = figuresIn(readFileSync(figuresPage, 'utf8'), 'bytes')
    expect(said, 'node e2e/bench/main.ts --only bytes writes it').toBe(
      tableOf(await bytesFigures()),
    )
  }, 60_000)
})

function weightOf(entry: string): EntryBytes {
  const bytes = entries.get(entry)
  if (bytes === undefined) throw new Error(`Expected package.json to export ${entry}.`)
  return bytes
}
