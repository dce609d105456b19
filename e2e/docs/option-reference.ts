/** The manual's tables of options and events, made of the option table and its comments. */
import { readFileSync } from 'node:fs'
import { optionRows } from '../../widget/options/options.ts'

/** Returns the page with its tables written anew, each between its two marks. */
export function withOptionReference(page: string): string {
  return [
    ['options', optionsTable()],
    ['events', eventsTable()],
  ].reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`(<!-- ${name}: .*?-->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_whole, start: string, end: string) => `${start}\n${table}\n\n${end}`,
      ),
    page,
  )
}

function optionsTable(): string {
  const rows = optionRows
    .filter(([name]) => !isListener(name))
    .map(([name, { kind, attributes = [] }]) => {
      const names = attributes.map((attribute) => `\`${attribute}\``).join(', ')
      return [`\`${name}\``, kind.isList ? `${names} (spaces between)` : names, meaningOf(name)]
    })
  return table(['option', 'attribute', 'meaning and default'], rows)
}

function eventsTable(): string {
  const rows = optionRows
    .filter(([name]) => isListener(name))
    .map(([name, { event }]) => [
      `\`${name}\``,
      event === undefined ? '' : `\`tmn:${event}\``,
      meaningOf(name),
    ])
  return table(['function', 'event on the element', 'when'], rows)
}

function isListener(name: string): boolean {
  return /^on[A-Z]/.test(name)
}

const meanings = new Map(
  Array.from(
    readFileSync('widget/options/options.ts', 'utf8').matchAll(
      /^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+): \{/gm,
    ),
    ([, comment = '', name = '']) => [name, comment.replace(/\n \s*\*/g, '').trim()],
  ),
)

function meaningOf(name: string): string {
  const meaning = meanings.get(name)
  if (meaning === undefined)
    throw new Error(`Expected a comment above ${name} in the option table, got none; write one.`)
  return meaning.replaceAll('|', '\\|')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |')).join('\n')
}
