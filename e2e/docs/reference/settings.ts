/** The server's settings: names and defaults of the environment's schema, sentences of its comments. */
import type * as z from 'zod/mini'
import { environment } from '../../../server-example/config/environment.ts'
import { propertyComments } from './comments.ts'
import { table } from './table.ts'

export function settingsTable(): string {
  const meanings = propertyComments('server-example/config/environment.ts')
  const rows = Object.entries(environment.shape).map(([name, schema]) => {
    const meaning = meanings.get(name)
    if (meaning === undefined)
      throw new Error(`Expected a comment above ${name} in config/environment.ts, got none.`)
    return [`\`${name}\``, standardOf(schema), meaning]
  })
  return table(['name', 'default', 'meaning'], rows)
}

function standardOf(schema: z.ZodMiniType): string {
  if (!schema.safeParse(undefined).success) return 'required'
  const standard = defaultOf(schema._zod.def)
  return standard === undefined || standard === '' ? '' : `\`${standard}\``
}

function defaultOf(def: object): unknown {
  if ('defaultValue' in def) return def.defaultValue
  const inner = 'in' in def ? def.in : 'innerType' in def ? def.innerType : undefined
  return isSchema(inner) ? defaultOf(inner._zod.def) : undefined
}

function isSchema(value: unknown): value is { _zod: { def: object } } {
  return typeof value === 'object' && value !== null && '_zod' in value
}
