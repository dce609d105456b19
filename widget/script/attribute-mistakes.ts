import { nearest } from '../core/nearest.ts'
import { attributeNames, prefix, unknownKind, unknownNames } from './script-attributes.ts'

/** Sentences about `data-tmn-…` attributes that mean nothing, each with the name that was probably meant. */
export function attributeMistakes(
  element: Pick<Element, 'getAttribute' | 'getAttributeNames'>,
): string[] {
  const unknown = unknownNames(element).map(
    (name) => `${prefix}${name} is not known; did you mean ${prefix}${meant(name)}?`,
  )
  const kind = unknownKind(element)
  if (kind === undefined) return unknown
  const got = JSON.stringify(kind.slice(0, 80))
  return [
    `${prefix}checkout: expected nothing, "inline" or "button", got ${got}; inline is shown.`,
    ...unknown,
  ]
}

/** Half a name, such as `token`, is nearer than anything that is as short. */
function meant(name: string): string | undefined {
  return attributeNames.find((known) => known.includes(name)) ?? nearest(name, attributeNames)
}
