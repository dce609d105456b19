import { storableText } from '../storable-text.ts'

/** What a statement is sent with. */
export function toPostgres(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => (typeof value === 'string' ? storableText(value) : value))
}
