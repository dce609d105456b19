/** The two keys: there, of one mode, accepted by Omise, and of one account. */
import { type Finding, right, unchecked, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import { methodsInThb, type Reading } from './omise.ts'
import { problemsOf } from './settings.ts'

const bothKeys = 'Take both keys from one page of Omise’s dashboard (Keys)'

export const keysAreOfOneMode: Look = ({ configuration }) => {
  const { OMISE_PUBLIC_KEY: publicKey, OMISE_SECRET_KEY: secretKey } = configuration.settings
  if (publicKey === undefined || secretKey === undefined)
    return problemsOf(configuration, /^OMISE_(PUBLIC|SECRET)_KEY$/).map((problem) =>
      wrong(problem, `${bothKeys}, and set OMISE_PUBLIC_KEY and OMISE_SECRET_KEY.`),
    )
  const modes = [modeOf(publicKey), modeOf(secretKey)]
  if (modes[0] === modes[1]) return right(`both are there, and ${modes[0]} keys.`)
  return wrong(
    `OMISE_PUBLIC_KEY is a ${modes[0]} key and OMISE_SECRET_KEY a ${modes[1]} key.`,
    `${bothKeys}.`,
  )
}

export const secretKeyIsAccepted: Look = async ({ omise }) => {
  const reading = await omise.account
  if (reading.kind !== 'read') return explain(reading, 'OMISE_SECRET_KEY')
  return right(`Omise accepts it, for ${reading.body.id}.`)
}

export const publicKeyIsAccepted: Look = async ({ omise }) => {
  const reading = await omise.capability
  if (reading.kind !== 'read') return explain(reading, 'OMISE_PUBLIC_KEY')
  return right('Omise accepts it.')
}

/**
 * No answer to a public key names its account. So a source is made with the
 * public key, as the widget makes it, and read with the secret one: only a key
 * of the same account finds it. It is never charged, and nobody hears of it.
 */
export const keysAreOfOneAccount: Look = async ({ omise, readOnly }) => {
  const [account, capability] = await Promise.all([omise.account, omise.capability])
  if (account.kind !== 'read' || capability.kind !== 'read')
    return unchecked('not known: Omise has to accept both keys first.')
  const other = await omise.capabilityOfSecretKey()
  if (other.kind === 'read' && JSON.stringify(other.body) !== JSON.stringify(capability.body))
    return twoAccounts('Omise tells them of different countries or payment methods')
  if (readOnly)
    return warning(
      'nothing speaks against it, but that proves nothing.',
      'Run it without --read-only: it makes a source that is never charged, and reads it.',
    )
  const [method] = methodsInThb(capability.body)
  if (method === undefined)
    return unchecked('not known: only a source can prove it, and the account has no TrueMoney.')
  const made = await omise.createSource(method)
  if (made.kind !== 'read')
    return unchecked(
      `not known: a ${method} source could not be made to prove it (${shortly(made)}).`,
    )
  const found = await omise.readSource(made.body.id)
  if (found.kind === 'read') return right('a source made with the one is found with the other.')
  if (found.kind === 'refused' && found.code === 'not_found')
    return twoAccounts('a source made with the public key is not found with the secret key')
  return unchecked(`not known: the source that proves it could not be read (${shortly(found)}).`)
}

/** In plain words, why Omise's answer is not what was asked for. */
export function explain(
  reading: Exclude<Reading<unknown>, { kind: 'read' }>,
  keyName: 'OMISE_PUBLIC_KEY' | 'OMISE_SECRET_KEY',
): Finding {
  switch (reading.kind) {
    case 'not asked':
      return unchecked(`not asked: ${reading.why}.`)
    case 'refused':
      return reading.answer.status === 404
        ? wrong(`OMISE_API_URL answers ${reading.code}.`, apiUrlAdvice)
        : wrong(
            `Omise does not accept it (${reading.code}).`,
            `Set ${keyName} anew from the dashboard (Keys); a rolled key ends after an hour.`,
          )
    case 'foreign':
      return wrong(
        `what answers at OMISE_API_URL (${reading.answer.status}) does not speak Omise’s language.`,
        apiUrlAdvice,
      )
    case 'troubled':
      return unchecked(
        `not known: Omise answered ${reading.answer.status}.`,
        'Run it again in a minute.',
      )
    case 'silence':
      return reading.why === 'untrusted certificate' || reading.why === 'no TLS'
        ? wrong(`OMISE_API_URL has ${shortly(reading)}.`, apiUrlAdvice)
        : unchecked(`not known: Omise did not answer (${shortly(reading)}).`, networkAdvice)
  }
}

const apiUrlAdvice =
  'OMISE_API_URL: leave it unset for https://api.omise.co, or give a simulator’s address.'
const networkAdvice =
  'Check OMISE_API_URL, and that this machine may call it (name service, firewall).'

function twoAccounts(how: string): Finding {
  return wrong(`the keys belong to two accounts: ${how}.`, `${bothKeys}.`)
}

function shortly(reading: Exclude<Reading<unknown>, { kind: 'read' }>): string {
  switch (reading.kind) {
    case 'silence':
      return `${reading.why}, ${reading.code}`
    case 'refused':
      return reading.code
    case 'not asked':
      return reading.why
    case 'troubled':
    case 'foreign':
      return `status ${reading.answer.status}`
  }
}

function modeOf(key: string): 'test' | 'live' {
  return /^[ps]key_test_/.test(key) ? 'test' : 'live'
}
