/** The server's own address, asked from where the doctor runs. */
import type { ServerConfig } from '../../../widget/contract.ts'
import { serverConfig } from '../../../widget/contract.ts'
import { type Answer, parseJson, type Silence } from '../call.ts'
import { type Finding, right, unchecked, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import { isHealthy, isLoopback } from './server.ts'
import { problemsOf, type Settings } from './settings.ts'

export const publicUrlIsReachable: Look = async ({ configuration, server }) => {
  const malformed = problemsOf(configuration, /^PUBLIC_URL$/)
  if (server === undefined)
    return malformed.length > 0
      ? malformed.map((problem) => wrong(problem, 'Set PUBLIC_URL to the server’s https address.'))
      : unchecked('not asked: neither PUBLIC_URL nor PORT says where the server is.')
  const scheme = schemeOf(server.url, configuration.settings)
  const reached = reachOf(server.url, await server.health)
  if (scheme.level === 'right' && reached.level === 'right')
    return right(`${server.url} answers${isLoopback(server.url) ? '' : ', with https'}.`)
  return [scheme, reached].filter(({ level }) => level !== 'right')
}

/** A server that was started before a setting was changed still works with the old one. */
export const runningServerHasTheseSettings: Look = async ({ configuration, server }) => {
  if (server === undefined || !(await server.isOurs))
    return unchecked('not known: PUBLIC_URL has to reach it first.')
  const [answer, ready] = await Promise.all([server.get('/api/config'), server.get('/readyz')])
  if (answer.kind === 'silence' || ready.kind === 'silence')
    return unchecked('not known: it stopped answering.', 'Look into the server’s log.')
  const config = serverConfig.safeParse(parseJson(answer.text))
  if (answer.status !== 200 || !config.success)
    return wrong(
      `${server.url}/api/config does not answer as this server does.`,
      'PUBLIC_URL: give the address of this server, and let the proxy pass all of /api, /checkout and /webhooks.',
    )
  const others = differences(config.data, configuration.settings)
  if (others.length > 0)
    return wrong(
      `it runs with another ${others.join(', another ')} than this configuration.`,
      'Restart it with this configuration, or give the doctor the server’s environment.',
    )
  if (ready.status !== 200)
    return wrong(
      'it is not ready for work (/readyz).',
      'Look at its database (DATABASE_URL) and log.',
    )
  return right('it is ready, and runs with this configuration.')
}

function schemeOf(url: string, { OMISE_API_URL, OMISE_SECRET_KEY, PUBLIC_URL }: Settings): Finding {
  if (url.startsWith('https:')) return right('https')
  const isLive = OMISE_SECRET_KEY?.startsWith('skey_test_') === false
  const name = PUBLIC_URL === undefined ? `PUBLIC_URL is not set, so ${url}` : url
  if (isLive || !isLoopback(url))
    return wrong(
      `${name} is not https: Omise posts no webhooks there, and orders’ tokens travel openly.`,
      'PUBLIC_URL: put a TLS proxy in front, and give its https address.',
    )
  // A simulator on the same machine reaches it.
  if (OMISE_API_URL !== undefined && isLoopback(OMISE_API_URL)) return right('this machine')
  return warning(
    `${name} is this machine alone: Omise’s webhooks cannot reach it; payments are learnt only by asking.`,
    'PUBLIC_URL: give a public https address, a tunnel’s for instance.',
  )
}

function reachOf(url: string, answer: Answer | Silence): Finding {
  const host = new URL(url).host
  if (answer.kind === 'silence') return silent(host, answer)
  if (isHealthy(answer)) return right('reached')
  const location = answer.header('location')
  if (answer.status >= 300 && answer.status < 400 && location !== undefined)
    return wrong(
      `${host} sends everybody on to ${originOf(location, url)}.`,
      'PUBLIC_URL: give the address that answers by itself; webhooks and forms do not follow.',
    )
  if ([502, 503, 504].includes(answer.status))
    return wrong(
      `the proxy at ${host} answers ${answer.status}: it does not reach the server.`,
      'Start the server (truemoney-checkout-server serve) or the app that it is in, and let the proxy pass to HOST and PORT.',
    )
  return wrong(
    `another server answers at ${host} (/healthz and /api/config: ${answer.status}).`,
    'PUBLIC_URL: correct it, or let the proxy pass all paths to this server.',
  )
}

function silent(host: string, { why, code }: Silence): Finding {
  switch (why) {
    case 'unknown name':
      return wrong(
        `the name ${host} is not known.`,
        'PUBLIC_URL: correct it, or make its DNS entry.',
      )
    case 'no name service':
      return unchecked(
        `not known: this machine’s name service did not answer (${code}).`,
        'Run it again where names are resolved.',
      )
    case 'refused':
      return wrong(
        `nothing listens at ${host}: the server, or the proxy in front, is not running.`,
        'Start it (truemoney-checkout-server serve), and see that PUBLIC_URL, PORT and HOST fit.',
      )
    case 'untrusted certificate':
      return wrong(
        `the certificate of ${host} is not trusted (${code}): Omise posts no webhooks there, and browsers refuse.`,
        'Install one of a known authority for exactly this name, with its chain.',
      )
    case 'no TLS':
      return wrong(
        `${host} does not speak TLS (${code}).`,
        'PUBLIC_URL: give the TLS proxy’s port, not the server’s own.',
      )
    case 'too slow':
      return wrong(
        `${host} did not answer within 5 seconds.`,
        'Look for a firewall, or a router that lets nobody inside reach its outer address.',
      )
    case 'broken off':
      return wrong(`${host} broke the connection off (${code}).`, 'Look into the proxy’s log.')
  }
}

function differences(running: ServerConfig, settings: Settings): string[] {
  const pairs = [
    ['OMISE_PUBLIC_KEY', running.publicKey, settings.OMISE_PUBLIC_KEY],
    ['OMISE_API_URL', running.omiseUrl, settings.OMISE_API_URL],
    ['AUTHORIZE_HOSTS', running.authorizeHosts.join(), settings.AUTHORIZE_HOSTS?.join()],
    ['MIN_AMOUNT_SATANG', running.limits.minAmount, settings.MIN_AMOUNT_SATANG],
    ['MAX_AMOUNT_SATANG', running.limits.maxAmount, settings.MAX_AMOUNT_SATANG],
  ] as const
  return pairs
    .filter(([, theirs, ours]) => ours !== undefined && theirs !== ours)
    .map(([name]) => name)
}

function originOf(location: string, base: string): string {
  return URL.canParse(location, base) ? new URL(location, base).origin : 'no address'
}
