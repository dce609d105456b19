/** Documents, comments and names are in the words of the house: `words.ts` lists those to avoid. */
import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { manualPages } from '../manual.ts'
import { wordsInMarkdown, wordsInSource } from './find-words.ts'
import { notYetClean } from './words.ts'

const read = (path: string) => ({ path, text: readFileSync(path, 'utf8') })
const documents = [...manualPages(), read('CHANGELOG.md'), read('server-example/README.md')]
const sources = globSync('{widget,server-example,e2e,public}/**/*.{ts,tsx,js,mjs}', {
  exclude: ['**/node_modules/**', '**/dist/**', 'e2e/docs/words/**'],
})

it('no document has a word to avoid', () => {
  const found = documents.flatMap(({ path, text }) =>
    wordsInMarkdown(text).map((word) => `${path}: ${word}`),
  )
  expect(documents.length).toBeGreaterThan(30)
  expect(found).toEqual([])
})

it('no comment and no name has one, in folders that are clean', () => {
  const clean = sources.filter((path) => !notYetClean.includes(dirname(path)))
  const found = clean.flatMap((path) =>
    wordsInSource(readFileSync(path, 'utf8')).map((word) => `${path}: ${word}`),
  )
  expect(clean.length).toBeGreaterThan(300)
  expect(found).toEqual([])
})

it('finds a word in prose, and not in code', () => {
  expect(
    wordsInMarkdown('It is given back.\n```\ngiven back\n```\n`given back` /api/sweeps'),
  ).toHaveLength(1)
  expect(wordsInSource("/** Begins anew. */\nconst told = 'is told'\n// is told")).toHaveLength(2)
  expect(wordsInSource('export function giveBack() {}')).toHaveLength(1)
})
