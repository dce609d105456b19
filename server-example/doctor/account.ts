/** What the account is: its country, what it can be paid with, and in which version it speaks. */
import { right, unchecked, warning, wrong } from './finding.ts'
import type { Look } from './patient.ts'

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

export const truemoneyIsEnabled: Look = async ({ omise }) => {
  const capability = await omise.capability
  if (capability.kind !== 'read') return notRead
  const methods = capability.body.payment_methods
  const truemoney = methods.find(({ name }) => name === 'truemoney')
  if (truemoney?.currencies.includes('THB')) return right('the account can be paid with it.')
  if (truemoney !== undefined)
    return wrong('the account takes truemoney, but not in THB.', askSupport)
  if (methods.some(({ name }) => name === 'truemoney_jumpapp'))
    return wrong(
      'the account has only truemoney_jumpapp, which opens TrueMoney’s app; the widget needs truemoney, which asks for a phone number.',
      askSupport,
    )
  return wrong('the account cannot be paid with it yet.', askSupport)
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
  return warning(
    `the account’s is ${theirs}, ours ${ours}. Webhooks come in the account’s; this server reads both.`,
    `Code of yours that reads webhooks has to know ${theirs}, or set OMISE_API_VERSION=${theirs}.`,
  )
}

const askSupport = 'Ask Omise’s support to enable TrueMoney Wallet (truemoney).'
