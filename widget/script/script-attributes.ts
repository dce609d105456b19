import { optionAttributes, optionsOfAttributes } from '../options/attributes.ts'
import type { GivenOptions } from '../options/options.ts'

/** Where the attributes are read from: an element, or what is like one. */
type Attributes = Pick<Element, 'getAttribute'>

/** Every attribute that there is, without `data-tmn-`. */
export const attributeNames: readonly string[] = [
  ...optionAttributes,
  'checkout',
  'theme',
  'button-label',
]

/** What every attribute begins with. */
export const prefix = 'data-tmn-'

/** Names of attributes, without `data-tmn-`, that mean nothing. */
export function unknownNames(element: Pick<Element, 'getAttributeNames'>): string[] {
  return element
    .getAttributeNames()
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((name) => !attributeNames.includes(name))
}

/** What `data-tmn-checkout` says, where that is no way to show a checkout. */
export function unknownKind(element: Attributes): string | undefined {
  const kind = element.getAttribute(`${prefix}checkout`) ?? ''
  return ['', 'inline', 'button'].includes(kind) ? undefined : kind
}

/** Reads the options that an element's `data-tmn-…` attributes spell. They are not checked. */
export function optionsOf(element: Attributes): GivenOptions {
  return optionsOfAttributes((name) => element.getAttribute(prefix + name))
}
