import { authorizeOrigin } from '../checkout/authorize/authorize-origin.ts'
import { type Offer, offersOf } from '../checkout/offer/offers.ts'
import { describe } from '../core/describe.ts'
import { CheckoutError } from '../core/errors.ts'
import { parseUrl } from '../core/parse-url.ts'
import { localeOf } from '../locales/locale.ts'
import { methodNames } from '../methods/draft.ts'
import type { CheckoutOptions, CheckoutOrder } from './options.ts'

/** The options, checked, with every default filled in. */
export type Settings = {
  publicKey: string
  order: CheckoutOrder | undefined
  amount: number | undefined
  /** Both without a slash at the end. An empty `serverUrl` is the page's origin. */
  serverUrl: string
  omiseUrl: string
  authorizeOrigins: string[]
  /** What may be paid with, in the order in which it is offered. */
  offers: Offer[]
}

/**
 * Checks everything before anything is shown or sent, and throws one
 * `CheckoutError` that names every problem. No key or token is in its message.
 */
export function readOptions(
  options: CheckoutOptions,
  textProblems: (texts: unknown) => string[] = () => [],
): Settings {
  if (typeof options !== 'object' || options === null) {
    throw new CheckoutError(
      'invalid_options',
      sentence([
        `options: expected { publicKey, order }, got ${describe(options)}; pass them as the second argument`,
      ]),
    )
  }
  refuseSecretKey(options)

  const problems: string[] = []
  const check = (right: boolean, problem: string) => {
    if (!right) problems.push(problem)
  }
  const { publicKey, order, amount, locale, texts, orderUrl, createCharge } = options
  const { serverUrl = '', omiseUrl = 'https://api.omise.co' } = options
  const { methods, serverMethods } = options
  const hosts = options.authorizeHosts ?? ['pay.omise.co']

  check(
    typeof publicKey === 'string' && /^pkey_(test_)?[0-9a-z]+$/i.test(publicKey),
    `publicKey: expected pkey_test_… or pkey_…, got ${describeText(publicKey)}; copy it from Omise’s dashboard`,
  )
  if (order !== undefined) checkOrder(order, check)
  check(
    amount === undefined || isSatang(amount),
    `amount: expected a whole number of satang above 0, got ${describe(amount)}; write ฿1,000.00 as 100000`,
  )
  check(
    amount === undefined || order === undefined || amount === order.amount,
    'amount: expected it beside no order, or the order’s; leave it out where there is an order',
  )
  check(
    serverUrl === '' || isHttpUrl(serverUrl),
    `serverUrl: expected an address such as https://shop.example, got ${describe(serverUrl)}; leave it out if the page’s own server is meant`,
  )
  check(
    isHttpUrl(omiseUrl),
    `omiseUrl: expected an address such as https://api.omise.co, got ${describe(omiseUrl)}; leave it out unless a simulator is meant`,
  )
  check(
    Array.isArray(hosts) && hosts.length > 0,
    `authorizeHosts: expected at least one host, got ${describe(hosts)}; leave it out for pay.omise.co`,
  )
  const authorizeOrigins = (Array.isArray(hosts) ? hosts : []).flatMap((entry: unknown) => {
    const origin = typeof entry === 'string' ? authorizeOrigin(entry) : undefined
    if (origin !== undefined) return [origin]
    problems.push(
      `authorizeHosts: expected a host such as pay.omise.co, or an origin of this machine such as http://localhost:4010, got ${describe(entry)}; write the host alone`,
    )
    return []
  })
  check(
    methods === undefined || isMethods(methods),
    `methods: expected some of ${methodNames.join(', ')}, got ${describe(methods)}; leave it out if it is not needed`,
  )
  check(
    serverMethods === undefined || isOffers(serverMethods),
    `serverMethods: expected a list, got ${describe(serverMethods)}; leave it out if it is not needed`,
  )
  check(
    locale === undefined || (typeof locale === 'string' && localeOf(locale) !== undefined),
    `locale: expected th, en or ja, got ${describe(locale)}; leave it out to follow the page`,
  )
  check(
    orderUrl === undefined || isAddress(orderUrl),
    `orderUrl: expected an address such as /pay/123, got ${describe(orderUrl)}; leave it out if only this browser knows the order`,
  )
  check(
    createCharge === undefined || typeof createCharge === 'function' || isAddress(createCharge),
    `createCharge: expected a function or an address such as /pay, got ${describe(createCharge)}; leave it out to use serverUrl`,
  )
  problems.push(...textProblems(texts))
  for (const name of functions) {
    const given = options[name]
    check(
      given === undefined || typeof given === 'function',
      `${name}: expected a function, got ${describe(given)}; leave it out if it is not needed`,
    )
  }

  if (problems.length > 0) throw new CheckoutError('invalid_options', sentence(problems))
  refuseOtherMode(options)
  return {
    publicKey,
    order,
    amount,
    serverUrl: withoutSlash(serverUrl),
    omiseUrl: withoutSlash(omiseUrl),
    authorizeOrigins,
    offers: offersOf(methods, serverMethods),
  }
}

const functions = [
  'createSource',
  'beforeSubmit',
  'onReady',
  'onChange',
  'onSource',
  'onRedirect',
  'onResult',
  'onError',
  'onEvent',
] as const satisfies readonly (keyof CheckoutOptions)[]

function refuseSecretKey({ publicKey }: CheckoutOptions): void {
  if (typeof publicKey !== 'string' || !publicKey.includes('skey_')) return
  throw new CheckoutError(
    'secret_key',
    'publicKey: expected a public key (pkey_…), got a secret key (skey_…). Nothing was sent. ' +
      'Whoever opened this page may have seen it: roll the secret key in Omise’s dashboard now, then use the public one here.',
  )
}

/** A source of one mode is unknown to the other: better said now than by a refused charge. */
function refuseOtherMode({ publicKey, order }: CheckoutOptions): void {
  if (order?.livemode === undefined) return
  const isLive = !publicKey.startsWith('pkey_test_')
  if (isLive === order.livemode) return
  const [theirs, ours] = order.livemode ? ['live', 'test'] : ['test', 'live']
  throw new CheckoutError(
    'mode_mismatch',
    `publicKey: expected a ${theirs} key, because the server charges with ${theirs} keys, got a ${ours} one. ` +
      'Nothing was sent. Give page and server the keys of one mode.',
  )
}

function checkOrder(order: CheckoutOrder, check: (right: boolean, problem: string) => void): void {
  if (typeof order !== 'object' || order === null) {
    check(
      false,
      `order: expected { orderId, token, amount }, got ${describe(order)}; pass what orders.create returned, or leave it out on the return page`,
    )
    return
  }
  const { orderId, token, amount, currency = 'THB', livemode } = order
  check(
    typeof orderId === 'string' && orderId !== '',
    `order.orderId: expected the order’s id, got ${describe(orderId)}; pass what orders.create returned`,
  )
  check(
    typeof token === 'string' && token !== '',
    `order.token: expected the order’s token, got ${describeText(token)}; pass what orders.create returned`,
  )
  check(
    isSatang(amount),
    `order.amount: expected a whole number of satang above 0, got ${describe(amount)}; write ฿1,000.00 as 100000`,
  )
  check(
    livemode === undefined || typeof livemode === 'boolean',
    `order.livemode: expected true, false or nothing, got ${describe(livemode)}; pass what orders.create returned`,
  )
  check(
    currency === 'THB',
    `order.currency: expected THB, got ${describe(currency)}; TrueMoney takes baht alone`,
  )
}

function sentence(problems: string[]): string {
  return `Expected other options for the TrueMoney checkout:\n${problems.map((problem) => `- ${problem}.`).join('\n')}`
}

function isMethods(given: unknown): boolean {
  const names: readonly unknown[] = methodNames
  return Array.isArray(given) && given.length > 0 && given.every((name) => names.includes(name))
}

function isOffers(given: unknown): boolean {
  return Array.isArray(given) && given.every((offer: unknown) => typeof offer === 'object' && offer)
}

function isSatang(amount: unknown): boolean {
  return typeof amount === 'number' && Number.isSafeInteger(amount) && amount > 0
}

/** A path of the page's own origin will do. */
function isAddress(text: unknown): boolean {
  return typeof text === 'string' && isHttp(parseUrl(text, 'https://page.invalid'))
}

function isHttpUrl(text: unknown): boolean {
  const url = typeof text === 'string' ? parseUrl(text) : undefined
  return isHttp(url) && url.search === '' && url.hash === ''
}

function isHttp(url: URL | undefined): url is URL {
  return url !== undefined && /^https?:$/.test(url.protocol)
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

/** For what may be a key or a token: its kind, never its content. */
function describeText(value: unknown): string {
  if (typeof value !== 'string') return describe(value)
  return value === '' ? 'an empty text' : `another text of ${value.length} characters`
}
