/** The manual: the README and the pages of the guide. */
import { globSync, readFileSync } from 'node:fs'

export type ManualPage = { readonly path: string; readonly text: string }

export function manualPages(): readonly ManualPage[] {
  return ['README.md', ...globSync('public/guide/**/*.md').toSorted()].map((path) => ({
    path,
    text: readFileSync(path, 'utf8'),
  }))
}

export type Fence = {
  readonly path: string
  /** The name in the comment above it, if there is one. */
  readonly example: string | undefined
  readonly language: string
  readonly code: string
}

/** Every block of code, as it is printed. */
export function fences(pages: readonly ManualPage[] = manualPages()): readonly Fence[] {
  return pages.flatMap(({ path, text }) =>
    Array.from(
      text.matchAll(/(?:<!-- example: ([\w-]+) -->\n+)?^```(\w*)\n([\s\S]*?)^```$/gm),
      ([, example, language = '', code = '']) => ({ path, example, language, code }),
    ),
  )
}

/** A section of a page, from its heading to the next of the same rank. Throws when there is none. */
export function sectionOf(text: string, heading: string): string {
  const start = text.indexOf(`\n${heading}\n`)
  if (start === -1) throw new Error(`Expected the heading "${heading}", found none.`)
  const body = text.slice(start + heading.length + 2)
  // Rank 1 is the page's title, and a comment in a shell's example.
  const end = body.search(new RegExp(`^#{2,${heading.indexOf(' ')}} `, 'm'))
  return end === -1 ? body : body.slice(0, end)
}

/** The cells of the rows below a table's head. */
export function tableRows(section: string): readonly (readonly string[])[] {
  const tables = section.matchAll(/^\|.*\n\| ?-.*\n((?:\|.*\n?)*)/gm)
  return Array.from(tables, ([, rows = '']) => rows.trimEnd().split('\n')).flatMap((rows) =>
    rows.map((row) =>
      row
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    ),
  )
}

/** Does the first quotation of a cell say it? `…` stands for what differs. */
export function quotes(cell: string | undefined, message: string): boolean {
  const [, quoted] = /`([^`]+)`/.exec(cell ?? '') ?? []
  if (quoted === undefined) return false
  const literal = quoted.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(literal.join('[^]*?')).test(message)
}
