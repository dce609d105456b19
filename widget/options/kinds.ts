import { authorizeOrigin } from '../checkout/authorize/authorize-origin.ts'
import type { ServerOffer } from '../checkout/offer/offers.ts'
import { describe, describeSecret } from '../core/describe.ts'
import { isSatang } from '../core/money.ts'
import { isHttp, parseUrl } from '../core/parse-url.ts'
import { type LocaleTag, localeOf, locales } from '../locales/locale.ts'
import { type MethodName, methodNames } from '../methods/draft.ts'

/** What an option may hold: how a value is checked, and how attributes spell one. */
export type Kind<Value> = {
  /** Returns a sentence for each problem, none where the value is right. */
  check(name: string, given: unknown, advice: string): string[]
  /**
   * Reads the option's attributes, in their order: trimmed, `undefined` where
   * empty or missing, and never all of them missing. Returns a value that
   * `check` refuses where a text is wrong.
   */
  read?(...texts: (string | undefined)[]): unknown
  /** The attribute holds a list, with spaces in between. */
  isList?: boolean
  /** Known to the compiler only. */
  value?: Value
}

function kind<Value>(expected: string, isRight: (given: unknown) => boolean): Kind<Value> {
  return {
    check: (name, given, advice) =>
      isRight(given) ? [] : [`${name}: expected ${expected}, got ${describe(given)}; ${advice}`],
  }
}

const readText = (text: string | undefined) => text
const readList = (text: string | undefined) => text?.split(/\s+/)

/** Its content is never repeated: it may be a key of any kind. */
export const publicKey: Kind<string> = {
  check: (name, given, advice) => {
    if (typeof given === 'string' && /^pkey_(test_)?[0-9a-z]+$/i.test(given)) return []
    return [`${name}: expected pkey_test_… or pkey_…, got ${describeSecret(given)}; ${advice}`]
  },
  read: readText,
}

export const satang: Kind<number> = {
  ...kind('a whole number of satang above 0', isSatang),
  read: readSatang,
}

/** Digits only: what `Number` makes of `1e5` or `0x10` is not what was meant. */
export function readSatang(text: string | undefined): number {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN
}

/** A server or a folder of one. */
export function baseUrl(example: string): Kind<string> {
  const isRight = (given: unknown) => {
    const url = typeof given === 'string' ? parseUrl(given) : undefined
    return isHttp(url) && url.search === '' && url.hash === ''
  }
  return { ...kind(`an address such as ${example}`, isRight), read: readText }
}

/** A path on the page's own origin will do. */
export const address: Kind<string> = {
  ...kind('an address such as /pay/123', isAddress),
  read: readText,
}

export function functionOrAddress<Called>(): Kind<string | Called> {
  const isRight = (given: unknown) => typeof given === 'function' || isAddress(given)
  return { ...kind('a function or an address such as /pay', isRight), read: readText }
}

function isAddress(given: unknown): boolean {
  return typeof given === 'string' && isHttp(parseUrl(given, 'https://page.invalid'))
}

export function functionOf<Called>(): Kind<Called> {
  return kind('a function', (given) => typeof given === 'function')
}

export const hosts: Kind<readonly string[]> = {
  check: (name, given, advice) => {
    if (!Array.isArray(given) || given.length === 0)
      return [`${name}: expected at least one host, got ${describe(given)}; ${advice}`]
    return given
      .filter((entry: unknown) => typeof entry !== 'string' || authorizeOrigin(entry) === undefined)
      .map(
        (entry: unknown) =>
          `${name}: expected a host such as pay.omise.co, or an origin of this machine such as http://localhost:4010, got ${describe(entry)}; write the host alone`,
      )
  },
  read: readList,
  isList: true,
}

export const methods: Kind<readonly MethodName[]> = {
  ...kind(`some of ${methodNames.join(', ')}`, (given) => {
    const names: readonly unknown[] = methodNames
    return Array.isArray(given) && given.length > 0 && given.every((name) => names.includes(name))
  }),
  read: readList,
  isList: true,
}

export const offers: Kind<readonly ServerOffer[]> = kind(
  'a list',
  (given) =>
    Array.isArray(given) && given.every((offer: unknown) => typeof offer === 'object' && offer),
)

export const locale: Kind<LocaleTag> = {
  ...kind(
    locales.join(', ').replace(/,(?=[^,]*$)/, ' or'),
    (given) => typeof given === 'string' && localeOf(given) !== undefined,
  ),
  // An attribute with another language is ignored: the page's language decides.
  read: (text) => localeOf(text),
}

/** Checked by `readOptions`, with our own texts as the example. */
export function texts<Overrides>(): Kind<Overrides> {
  return { check: () => [] }
}
