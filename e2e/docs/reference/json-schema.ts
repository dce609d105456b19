/** Fields and types of a JSON schema, in words. */
import * as z from 'zod/mini'

const schema = z.looseObject({
  $ref: z.optional(z.string()),
  type: z.optional(z.union([z.string(), z.array(z.string())])),
  const: z.optional(z.unknown()),
  enum: z.optional(z.array(z.unknown())),
  get anyOf() {
    return z.optional(z.array(schema))
  },
  get oneOf() {
    return z.optional(z.array(schema))
  },
  get items() {
    return z.optional(schema)
  },
  get properties() {
    return z.optional(z.record(z.string(), schema))
  },
  required: z.optional(z.array(z.string())),
})
type Schema = z.infer<typeof schema>

export type Field = { readonly name: string; readonly type: string; readonly isRequired: boolean }

/** Returns the fields of an object, those of nested objects with a dotted name; of a union, those of any. */
export function fieldsOf(given: unknown, prefix = ''): readonly Field[] {
  const objects = objectsIn(schema.parse(given))
  const names = new Set(objects.flatMap(({ properties = {} }) => Object.keys(properties)))
  return [...names].flatMap((name) => {
    const found = objects
      .filter(({ properties = {} }) => name in properties)
      .map(({ properties = {} }) => schema.parse(properties[name]))
    const type = [...new Set(found.map(typeOf))].join(' or ')
    const isRequired = objects.every(({ required = [] }) => required.includes(name))
    const inner = found.flatMap((one) => [
      ...fieldsOf(one, `${prefix}${name}.`),
      ...(one.items ? fieldsOf(one.items, `${prefix}${name}[].`) : []),
    ])
    return [{ name: `${prefix}${name}`, type, isRequired }, ...inner]
  })
}

/** Returns the schema itself where it is an object, or the alternatives of a union that are. */
function objectsIn(one: Schema): readonly Schema[] {
  if (one.properties !== undefined) return [one]
  return (one.anyOf ?? one.oneOf ?? []).flatMap(objectsIn)
}

/** Returns the type as a cell of a table names it. */
export function typeOf(given: unknown): string {
  const one = schema.parse(given)
  if (one.$ref !== undefined) return linkTo(one.$ref)
  if (one.const !== undefined) return `\`${JSON.stringify(one.const)}\``
  if (one.enum !== undefined) return one.enum.map((value) => `\`${value}\``).join(', ')
  const alternatives = one.anyOf ?? one.oneOf
  if (alternatives !== undefined) return [...new Set(alternatives.map(typeOf))].join(' or ')
  if (one.items !== undefined) return `array of ${plural(one.items)}`
  return [one.type ?? 'any'].flat().join(' or ')
}

function plural(items: Schema): string {
  const type = typeOf(items)
  return typeof items.type === 'string' ? `${type}s` : type
}

function linkTo(ref: string): string {
  const name = ref.slice(ref.lastIndexOf('/') + 1)
  return `[${name}](#${name.toLowerCase()})`
}
