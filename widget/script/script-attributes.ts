import { localeOf } from '../locales/locale.ts'
import { methodNames } from '../methods/draft.ts'
import type { CheckoutOptions } from '../options/options.ts'

/** Where the attributes are read from: an element, or what is like one. */
type Attributes = Pick<Element, 'getAttribute'>

/** Every attribute that there is, without `data-tmn-`. */
export const attributeNames = [
  'checkout',
  'public-key',
  'order-id',
  'order-token',
  'amount',
  'charge-url',
  'server-url',
  'omise-url',
  'authorize-hosts',
  'methods',
  'locale',
  'order-url',
  'theme',
  'button-label',
] as const

/** What every attribute begins with. */
export const prefix = 'data-tmn-'

/** Names of attributes, without `data-tmn-`, that mean nothing. */
export function unknownNames(element: Pick<Element, 'getAttributeNames'>): string[] {
  const names: readonly string[] = attributeNames
  return element
    .getAttributeNames()
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .filter((name) => !names.includes(name))
}

/** What `data-tmn-checkout` says, where that is no way to show a checkout. */
export function unknownKind(element: Attributes): string | undefined {
  const kind = element.getAttribute(`${prefix}checkout`) ?? ''
  return ['', 'inline', 'button'].includes(kind) ? undefined : kind
}

/**
 * The options that an element's `data-tmn-…` attributes spell. They are not
 * checked here: `mount` finds what is wrong or missing, all at once.
 */
export function optionsOf(element: Attributes): CheckoutOptions {
  const read = (name: string) => element.getAttribute(prefix + name)?.trim() || undefined
  const order = orderOf(read)

  return {
    publicKey: read('public-key') ?? '',
    order,
    amount: order ? undefined : amountOf(read),
    createCharge: read('charge-url'),
    serverUrl: read('server-url'),
    omiseUrl: read('omise-url'),
    authorizeHosts: read('authorize-hosts')?.split(/\s+/),
    methods: methodsOf(read),
    locale: localeOf(read('locale')),
    orderUrl: read('order-url'),
  }
}

type Read = (name: (typeof attributeNames)[number]) => string | undefined

/** An amount alone is none: it is what a form of the page or a `charge-url` charges. */
function orderOf(read: Read): CheckoutOptions['order'] {
  const orderId = read('order-id')
  const token = read('order-token')
  if (orderId === undefined && token === undefined) return undefined
  return { orderId: orderId ?? '', token: token ?? '', amount: amountOf(read) ?? Number.NaN }
}

/** In the order of the attribute. With a name that means nothing they are none, which `mount` complains of. */
function methodsOf(read: Read): CheckoutOptions['methods'] {
  const named = read('methods')?.split(/\s+/)
  const known = named?.flatMap((name) => methodNames.filter((method) => method === name))
  return known?.length === named?.length ? known : []
}

/** Digits alone: what `Number` makes of `1e5` or `0x10` is not what was meant. */
function amountOf(read: Read): number | undefined {
  const text = read('amount')
  if (text === undefined) return undefined
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}
