/** Whether Omise's webhooks arrive, and are believed. */
import { type Finding, right, unchecked, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import { isLoopback } from './server.ts'

const fromDashboard =
  'Copy OMISE_WEBHOOK_SECRET from Omise’s dashboard (Webhooks): base64, two with a comma between while one is being replaced.'

export const webhookSecretIsWellFormed: Look = ({ configuration }) => {
  const { settings } = configuration
  const { OMISE_WEBHOOK_SECRET: secrets, OMISE_WEBHOOK_VERIFY: verify } = settings
  if (secrets === undefined || verify === undefined)
    return unchecked('not checked: OMISE_WEBHOOK_VERIFY is not understood.')
  const faults = secrets.map(faultOf).filter((fault) => fault !== null)
  if (faults.length > 0) return faults
  if (new Set(secrets).size < secrets.length)
    return warning('the same secret is given twice.', fromDashboard)
  if (secrets.length > 2)
    return warning(`${secrets.length} are given; Omise has two at most.`, fromDashboard)
  if (verify === 'reread-only')
    return warning(
      'signatures are not checked (OMISE_WEBHOOK_VERIFY=reread-only); every delivery is taken as a hint.',
      'Make a secret in Omise’s dashboard (Webhooks), set OMISE_WEBHOOK_SECRET, and leave OMISE_WEBHOOK_VERIFY unset.',
    )
  if (secrets.length > 0) return right(`${secrets.length === 1 ? 'one' : 'two'}, well-formed.`)
  const missing =
    'there is none: every delivery is refused, and payments are learnt only by asking.'
  const isLive = settings.OMISE_SECRET_KEY?.startsWith('skey_test_') === false
  return isLive ? wrong(missing, fromDashboard) : warning(missing, fromDashboard)
}

export const webhookAddressIsOurs: Look = async ({ omise, server }) => {
  const account = await omise.account
  if (account.kind !== 'read' || server === undefined)
    return unchecked('not known: it takes the account and PUBLIC_URL.')
  const expected = `${server.url}/webhooks/omise`
  const advice = isLoopback(server.url)
    ? `It has to be ${expected}, with a PUBLIC_URL that Omise can reach.`
    : `Set it to ${expected} in Omise’s dashboard (Webhooks), for this mode.`
  const { webhook_uri: given } = account.body
  if (given === undefined) return warning('Omise does not show which one the account has.', advice)
  if (given === null)
    return warning('the account has none: payments are learnt only by asking.', advice)
  if (given === expected) return right('Omise posts to this server.')
  return warning(`Omise posts to ${withoutSecretParts(given)}.`, advice)
}

/** A URL may carry a password or a token. */
function withoutSecretParts(url: string): string {
  if (!URL.canParse(url)) return 'something that is no address'
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

function faultOf(secret: string): Finding | null {
  if (/^[ps]key_/.test(secret))
    return wrong('it is one of the keys, and webhooks are signed with neither.', fromDashboard)
  const isBase64 = /^[A-Za-z0-9+/_-]+=*$/.test(secret)
  const bytes = Buffer.from(secret, 'base64')
  const unpadded = secret.replace(/=+$/, '')
  if (!isBase64 || bytes.toString('base64url') !== unpadded.replace(/\+/g, '-').replace(/\//g, '_'))
    return wrong('it is not base64, or a part of it is missing.', fromDashboard)
  if (bytes.length < 16)
    return warning(`it has ${bytes.length} bytes only: a part may be missing.`, fromDashboard)
  return null
}
