import { right, unchecked, warning } from '../finding.ts'
import type { Look } from '../patient.ts'

/** The server speaks no TLS: behind an https address there is a proxy, and it is the peer of every connection. */
export const proxiesAreCounted: Look = ({ configuration, server }) => {
  const proxies = configuration.settings.TRUST_PROXY
  if (server === undefined || proxies === undefined)
    return unchecked('not known: it takes PUBLIC_URL and TRUST_PROXY.')
  const isBehindOne = server.url.startsWith('https:')
  if (isBehindOne && proxies === 0)
    return warning(
      'PUBLIC_URL is https, so a proxy stands in front, but TRUST_PROXY is 0: all buyers share its address, and one rate limit.',
      'Set TRUST_PROXY to the number of your proxies that append to X-Forwarded-For.',
    )
  if (!isBehindOne && proxies > 0)
    return warning(
      `TRUST_PROXY is ${proxies}, but nothing says that a proxy stands in front: a client could choose its address.`,
      'Set TRUST_PROXY=0 unless there is one.',
    )
  return right(proxies === 0 ? 'none, as PUBLIC_URL says.' : `${proxies} in front.`)
}
