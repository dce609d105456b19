import { authorizeOrigin } from '../checkout/authorize/authorize-origin.ts'
import { type Offer, offersOf } from '../checkout/offer/offers.ts'
import { describe } from '../core/describe.ts'
import { CheckoutError } from '../core/errors.ts'
import { type CheckoutOptions, type GivenOptions, optionRows, optionTable } from './options.ts'

/** The options, checked and with their defaults. Everything inside takes these. */
export type Settings = CheckoutOptions & {
  /** Both without a slash at the end. An empty `serverUrl` is the page's origin. */
  serverUrl: string
  omiseUrl: string
  authorizeOrigins: readonly string[]
  /** What may be paid with, in the order in which it is offered. */
  offers: readonly Offer[]
}

/**
 * Reads the options, once, at the way in. An update is read as the settings
 * with its changes in them. `textProblems` checks the shop's own words.
 *
 * @throws CheckoutError that names every problem, before anything is shown or
 * sent. No key or token is in its message.
 */
export function readOptions(
  given: GivenOptions,
  textProblems: (texts: unknown) => string[] = () => [],
): Settings {
  if (!isObject(given)) {
    throw invalid([
      `options: expected { publicKey, order }, got ${describe(given)}; pass them as the second argument`,
    ])
  }
  refuseSecretKey(given)
  const problems = problemsOf(given)
  problems.push(...textProblems(given.texts))
  if (!areRight(given, problems)) throw invalid(problems)
  refuseOtherMode(given)

  const { serverUrl, omiseUrl, authorizeHosts } = optionTable
  return {
    ...given,
    serverUrl: withoutSlash(given.serverUrl ?? serverUrl.fallback),
    omiseUrl: withoutSlash(given.omiseUrl ?? omiseUrl.fallback),
    authorizeOrigins: (given.authorizeHosts ?? authorizeHosts.fallback).flatMap(
      (entry) => authorizeOrigin(entry) ?? [],
    ),
    offers: offersOf(given.methods, given.serverMethods),
  }
}

function problemsOf(options: GivenOptions): string[] {
  const values = new Map<string, unknown>(Object.entries(options))
  const problems = optionRows.flatMap(([name, row]) => {
    const { kind, fallback, isRequired, advice = 'leave it out if it is not needed' } = row
    const value = values.get(name)
    if (!isRequired && (value === undefined || value === fallback)) return []
    return kind.check(name, value, advice)
  })
  const { amount, order } = options
  if (amount !== undefined && isObject(order) && order.amount !== amount)
    problems.push(
      'amount: expected it beside no order, or the order’s; leave it out where there is an order',
    )
  return problems
}

/** Tells the compiler what the checks have found: without a problem, these are options. */
function areRight(given: GivenOptions, problems: readonly string[]): given is CheckoutOptions {
  return problems.length === 0 && isObject(given)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function refuseSecretKey({ publicKey }: GivenOptions): void {
  if (typeof publicKey !== 'string' || !publicKey.includes('skey_')) return
  throw new CheckoutError(
    'secret_key',
    'publicKey: expected a public key (pkey_…), got a secret key (skey_…). Nothing was sent. ' +
      'Whoever opened this page may have seen it: roll the secret key in Omise’s dashboard now, then use the public one here.',
  )
}

/** A source of one mode is unknown in the other: an error now is better than a refused charge. */
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

/** Throws a `CheckoutError` that names the problems, if there are any. */
export function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw invalid(problems)
}

function invalid(problems: readonly string[]): CheckoutError {
  const list = problems.map((problem) => `- ${problem}.`).join('\n')
  return new CheckoutError(
    'invalid_options',
    `Expected other options for the TrueMoney checkout:\n${list}`,
  )
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
