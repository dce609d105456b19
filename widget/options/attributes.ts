import { type GivenOptions, optionRows } from './options.ts'

/** Every attribute that spells an option, without `data-tmn-`. */
export const optionAttributes: readonly string[] = [
  ...new Set(optionRows.flatMap(([, { attributes = [] }]) => attributes)),
]

/**
 * Reads the options that an element's attributes spell. They are not checked:
 * `readOptions` finds what is wrong or missing, all at once.
 */
export function optionsOfAttributes(getAttribute: (name: string) => string | null): GivenOptions {
  const spelled: [string, unknown][] = optionRows.map(([name, { kind, attributes = [] }]) => {
    const texts = attributes.map((attribute) => getAttribute(attribute)?.trim() || undefined)
    return [name, texts.some((text) => text !== undefined) ? kind.read?.(...texts) : undefined]
  })
  const options: GivenOptions = Object.fromEntries(spelled)
  // Beside an order's id, the amount is the order's.
  return options.order === undefined ? options : { ...options, amount: undefined }
}
