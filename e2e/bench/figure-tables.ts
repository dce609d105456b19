/** The tables of figures on pages: what stands between `<!-- figures: NAME -->` and `<!-- /figures -->`. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { SectionName } from './command-line.ts'
import { aligned, cellsOf } from './table.ts'

/** The page that has a table for each section. */
export const figuresPage = 'public/guide/project/figures.md'

/** `summary` is the README's: a part of the table `widget`. */
type TableName = SectionName | 'summary'

const block = (name: TableName) =>
  new RegExp(`(?<=<!-- figures: ${name} -->\\n)[\\s\\S]*?(?=<!-- /figures -->)`)

/** Returns the table of that name, `undefined` when the page has none. */
export function figuresIn(page: string, name: TableName): string | undefined {
  return block(name).exec(page)?.[0].trim()
}

/** Returns the page with another table of that name; unchanged when it has none. */
export function withFigures(page: string, name: TableName, table: string): string {
  return page.replace(block(name), () => `\n${table}\n\n`)
}

/** Writes the tables into the figures' page, and what the README shows of them into the README. */
export function writeFigures(tables: ReadonlyMap<SectionName, string>): void {
  let page = readFileSync(figuresPage, 'utf8')
  for (const [name, table] of tables) page = withFigures(page, name, table)
  writeFileSync(figuresPage, page)
  const readme = readFileSync('README.md', 'utf8')
  const widget = figuresIn(page, 'widget') ?? ''
  writeFileSync('README.md', withFigures(readme, 'summary', summaryOf(widget)))
}

const summaryColumns = ['', 'hand-written', 'widget', 'Adyen MB WAY']
const summaryRows = [
  'JS + CSS, brotli, until usable',
  'field usable',
  'longest task, 0 below 50',
  'heap',
  'requests before usable',
]

/** Returns the rows and columns of the table `widget` that the README shows. */
export function summaryOf(widgetTable: string): string {
  const [head = [], , ...rows] = cellsOf(widgetTable)
  const columns = summaryColumns.map((name) => head.indexOf(name))
  const shown = summaryRows.map((name) => rows.find(([what]) => what === name) ?? [name])
  const cells = shown.map((row) => columns.map((column) => row[column] ?? ''))
  return aligned([summaryColumns, summaryColumns.map(() => ''), ...cells])
}
