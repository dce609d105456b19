/** What the account is: its country, what it can be paid with, and in which version it speaks. */
import { paymentMethods } from '../../../widget/contract.ts'
import { isPaymentMethod, pagesDefault } from '../../methods/methods.ts'
import { right, unchecked, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import { methodsInThb } from './omise.ts'

const oldestVersion = '2017-11-02'
const knownVersions = [oldestVersion, '2019-05-29']
const notRead = unchecked('not known: the account could not be read.')

export const accountIsThai: Look = async ({ omise }) => {
  const [account, capability] = await Promise.all([omise.account, omise.capability])
  const country =
    (account.kind === 'read' ? account.body.country : undefined) ??
    (capability.kind === 'read' ? capability.body.country : undefined)
  if (country === undefined) return notRead
  if (country === 'TH') return right('the account is in Thailand.')
  return wrong(
    `the account is registered in ${country}.`,
    'TrueMoney Wallet is for Thai accounts: use the keys of one (OMISE_PUBLIC_KEY, OMISE_SECRET_KEY).',
  )
}

/** What buyers are offered: what the account has, as far as `METHODS` takes it. */
export const truemoneyIsEnabled: Look = async ({ configuration, omise }) => {
  const capability = await omise.capability
  if (capability.kind !== 'read') return notRead
  const names = capability.body.payment_methods.filter(({ name }) => isPaymentMethod(name))
  if (names.length === 0)
    return wrong('the account cannot be paid with it yet.', askSupport(paymentMethods))
  const has = methodsInThb(capability.body)
  if (has.length === 0)
    return wrong(
      `the account takes ${listed(names.map(({ name }) => name))}, but not in THB.`,
      askSupport(paymentMethods),
    )
  const wanted = configuration.settings.METHODS ?? paymentMethods
  const offered = wanted.filter((method) => has.includes(method))
  const missing = wanted.filter((method) => !has.includes(method))
  if (offered.length === 0)
    return wrong(
      `METHODS names ${listed(wanted)}; the account has ${listed(has)} alone.`,
      `Name it in METHODS, or leave METHODS unset. ${askSupport(wanted)}`,
    )
  const isNarrowed = wanted.length < paymentMethods.length
  if (isNarrowed && missing.length > 0)
    return warning(
      `buyers are offered ${listed(offered)}; METHODS names ${listed(missing)} as well, and the account has no such method.`,
      `Take it out of METHODS. ${askSupport(missing)}`,
    )
  if (!offered.includes(pagesDefault))
    return warning(
      `buyers are offered ${listed(offered)}; a page that names no methods offers ${pagesDefault} alone.`,
      'Give the widget the methods of GET /api/config (serverMethods), or name them (methods, data-tmn-methods).',
    )
  return right(`buyers are offered ${listed(offered)}.`)
}

/** Every answer to us comes in the version we ask for; webhooks come in the account's. */
export const apiVersionsFit: Look = async ({ configuration, omise }) => {
  const ours = configuration.settings.OMISE_API_VERSION
  const account = await omise.account
  if (account.kind !== 'read') return notRead
  const theirs = account.body.api_version ?? (await omise.defaultVersion())
  if (theirs === undefined) return unchecked('not known: Omise does not show the account’s.')
  if (theirs < oldestVersion)
    return wrong(
      `the account’s is ${theirs}, and webhooks come in it: it has no TrueMoney.`,
      `Raise it to ${knownVersions.at(-1)} in Omise’s dashboard (API version).`,
    )
  if (ours === undefined) return unchecked(`the account’s is ${theirs}; ours is not understood.`)
  const unknown = [ours, theirs].find((version) => !knownVersions.includes(version))
  if (unknown !== undefined)
    return warning(
      `${unknown} is not known here (the account’s is ${theirs}, ours ${ours}).`,
      `OMISE_API_VERSION: ${knownVersions.join(' or ')} is what this server was written for.`,
    )
  if (ours === theirs) return right(`${ours}, the account’s and ours.`)
  return right(
    `the account’s is ${theirs}, ours ${ours}. Webhooks come in the account’s; this server reads both.`,
  )
}

function askSupport(methods: readonly string[]): string {
  return `Ask Omise’s support to enable TrueMoney (${methods.join(', ')}).`
}

function listed(names: readonly string[]): string {
  return names.join(' and ')
}
