/** What is wrong with an input, in words for the developer who sent it. */
import * as z from 'zod/mini'

const inEnglish = z.locales.en().localeError
const mostCharacters = 500

/** How schemas are parsed so that a value of another kind is named: what was expected, and what came. */
export const expectedGot: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type'
    ? `Expected ${kinds[issue.expected] ?? issue.expected}, got ${kindOf(issue.input)}`
    : inEnglish(issue)

/** Returns every problem with the path of its field; `whole` names the input itself. */
export function problemsOf({ issues }: z.core.$ZodError, whole = ''): string {
  const problems = issues.map(({ path, message }) => {
    const name = path.length === 0 ? whole : path.join('.')
    return name === '' ? message : `${name}: ${message}`
  })
  return problems.join('; ').slice(0, mostCharacters)
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

/** The kind alone: what was sent may be a phone number or a key. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'a text'
    case 'number':
      return Number.isInteger(value) ? 'a whole number' : 'a number with decimals'
    case 'boolean':
      return String(value)
    default:
      return 'an object'
  }
}
