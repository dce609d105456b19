import { optionsOfAttributes } from '../options/attributes.ts'
import { type GivenOptions, optionRows } from '../options/options.ts'

/** Properties that are attributes under another name: `publicKey`, `public-key`. */
export const reflected: ReadonlyMap<string, string> = new Map(
  optionRows.flatMap(([, { kind, attributes = [] }]) =>
    kind.isList ? [] : attributes.map((attribute) => [camelCase(attribute), attribute]),
  ),
)

/** Options that are properties only: no attribute can hold every value of them. */
export const kept: readonly string[] = optionRows
  .filter(([name, { event }]) => !reflected.has(name) && event === undefined)
  .map(([name]) => name)

/** Reads the options that the element's attributes spell, unchecked. */
export function givenByAttributes(element: Element): GivenOptions {
  return optionsOfAttributes((name) => element.getAttribute(name))
}

function camelCase(attribute: string): string {
  return attribute.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase())
}
