import { CheckoutError } from '../errors.ts'

const loopback = /^(localhost|[^.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The origin that one entry of `authorizeHosts` allows: a bare host means
 * https; a whole origin, plain http included, is for loopback names alone,
 * where a simulator runs. `undefined` when the entry is neither.
 */
export function authorizeOrigin(entry: string): string | undefined {
  const written = /^(https?:\/\/)?(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d+)?$/i.exec(entry)
  if (!written) return undefined

  const url = parseUrl(written[1] ? entry : `https://${entry}`)
  if (!url || (written[1] && !loopback.test(url.hostname))) return undefined
  return url.origin
}

/** Throws unless the buyer may be sent there: the exact origin is allowed, and no user name hides another. */
export function checkAuthorizeUri(origins: readonly string[], authorizeUri: string): void {
  const url = parseUrl(authorizeUri)
  if (url && !url.username && !url.password && origins.includes(url.origin)) return
  throw new CheckoutError(
    'authorize_uri_refused',
    `Expected an authorizeUri on one of ${origins.join(', ')}, got ${url?.origin ?? 'no address'}. ` +
      'The buyer is not sent there. If it is right, add its host to authorizeHosts.',
  )
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
