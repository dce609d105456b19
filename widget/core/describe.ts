/** Describes a value for a message: short, a text in quotes. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'function') return 'a function'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

/** Describes what may be a key or a token: its kind, never its content. */
export function describeSecret(value: unknown): string {
  if (typeof value !== 'string') return describe(value)
  return value === '' ? 'an empty text' : `another text of ${value.length} characters`
}
