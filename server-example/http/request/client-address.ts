/** The client's address, which rate limits count by. */
import { isIP, isIPv4 } from 'node:net'

/** What only the socket knows of a request. */
export type Connection = { readonly remoteAddress: string | null }

/**
 * The client's address: the socket's, or what the outermost of our own proxies
 * has written into `X-Forwarded-For`. Anybody can send that header, so only the
 * last `trustedProxies` entries count: ours are appended at the end. Of an IPv6
 * address the network (/64) is returned: one client has all of it.
 */
export function clientAddress(
  { remoteAddress }: Connection,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const forwarded =
    trustedProxies > 0 ? (forwardedFor?.split(',').slice(-trustedProxies) ?? []) : []
  const claimed = forwarded[0]?.trim()
  const address = claimed !== undefined && isIP(claimed) !== 0 ? claimed : remoteAddress
  return address === null ? 'unknown' : networkOf(address)
}

function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (isIPv4(address)) return address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}

function groupsOf(text: string): string[] {
  return text
    .split(':')
    .filter((group) => group !== '')
    .map((group) => Number.parseInt(group, 16).toString(16))
}
