/** The widget's options and events: names and attributes of the option table, sentences of its comments. */
import { optionRows } from '../../../widget/options/options.ts'
import { propertyComments } from './comments.ts'
import { table } from './table.ts'

const meanings = propertyComments('widget/options/options.ts')

export function optionsTable(): string {
  const rows = optionRows
    .filter(([name]) => !isListener(name))
    .map(([name, { kind, attributes = [] }]) => {
      const names = attributes.map((attribute) => `\`${attribute}\``).join(', ')
      return [`\`${name}\``, kind.isList ? `${names} (spaces between)` : names, meaningOf(name)]
    })
  return table(['option', 'attribute', 'meaning and default'], rows)
}

export function eventsTable(): string {
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

function meaningOf(name: string): string {
  const meaning = meanings.get(name)
  if (meaning === undefined)
    throw new Error(`Expected a comment above ${name} in the option table, got none; write one.`)
  return meaning
}
