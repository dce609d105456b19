/** Who is on the lists: where buyers may be sent, and whose pages may use the server. */
import { authorizeOrigin } from '../../../widget/checkout/authorize/authorize-origin.ts'
import { type Finding, right, unchecked, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import { isLoopback } from './server.ts'

const omiseHost = 'api.omise.co'
const omisePage = 'https://pay.omise.co'

/** The browser sends nobody to an address that is not on this list: the same rule is asked here. */
export const authorizeHostsFit: Look = ({ configuration }) => {
  const { AUTHORIZE_HOSTS: entries, OMISE_API_URL: apiUrl } = configuration.settings
  if (entries === undefined || apiUrl === undefined)
    return unchecked('not known: OMISE_API_URL is not understood.')
  const unusable = entries.filter((entry) => authorizeOrigin(entry) === undefined)
  if (unusable.length > 0)
    return wrong(
      `${unusable.join(', ')}: no host that a buyer may be sent to.`,
      'AUTHORIZE_HOSTS: hosts such as pay.omise.co, or an origin of this machine such as http://localhost:4010.',
    )
  const origins = entries.map(authorizeOrigin)
  const isOmise = new URL(apiUrl).hostname === omiseHost
  const expected = isOmise ? omisePage : new URL(apiUrl).origin
  if (!origins.includes(expected)) {
    const found = `${entries.join(', ') || 'nobody'}: not ${expected}, where ${apiUrl} sends buyers.`
    const advice = `AUTHORIZE_HOSTS: ${isOmise ? 'leave it unset for pay.omise.co' : `add ${new URL(apiUrl).origin}`}.`
    // Omise behind an address of the merchant's own still sends buyers to its own page.
    const isKnown = isOmise || isLoopback(apiUrl) || !origins.includes(omisePage)
    return isKnown ? wrong(found, advice) : right(`${entries.join(', ')}.`)
  }
  const local = entries.filter((_, index) => isLoopback(origins[index] ?? omisePage))
  if (isOmise && local.length > 0)
    return warning(
      `${local.join(', ')} is this machine: buyers are never sent there by Omise.`,
      'Take it out of AUTHORIZE_HOSTS.',
    )
  return right(`${entries.join(', ')}.`)
}

export const allowedOriginsFit: Look = async ({ configuration, server }) => {
  const { ALLOWED_ORIGINS: origins } = configuration.settings
  if (origins === undefined) return unchecked('not known: ALLOWED_ORIGINS is not understood.')
  if (origins.length === 0)
    return right('none but PUBLIC_URL: pages of other sites may not use it.')
  const malformed = origins.filter((one) => !URL.canParse(one) || new URL(one).origin !== one)
  if (malformed.length > 0)
    return wrong(
      `${malformed.join(', ')}: no origin.`,
      'ALLOWED_ORIGINS: https://shop.example, without a path or a slash, with commas between.',
    )
  const findings: Finding[] = origins
    .filter((one) => one.startsWith('http:') && !isLoopback(one))
    .map((one) =>
      warning(
        `${one} is not https: anybody on the way can change its pages.`,
        'ALLOWED_ORIGINS: give its https address.',
      ),
    )
  if (server !== undefined && (await server.isOurs))
    for (const origin of origins) {
      const answer = await server.get('/api/config', { origin })
      if (answer.kind === 'answer' && answer.header('access-control-allow-origin') !== origin)
        findings.push(
          wrong(
            `the running server does not allow ${origin}.`,
            'Restart it with this ALLOWED_ORIGINS, and let the proxy pass CORS headers on.',
          ),
        )
    }
  return findings.length > 0 ? findings : right(`${origins.join(', ')}.`)
}
