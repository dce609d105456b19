import { CheckoutError } from '../../core/errors.ts'
import { parseUrl } from '../../core/parse-url.ts'

/**
 * Returns the address. Throws unless the buyer may be sent there: the exact origin, or the app's
 * scheme, is allowed, and no user name hides another host.
 */
export function checkAuthorizeUri(origins: readonly string[], authorizeUri: string): string {
  const url = parseUrl(authorizeUri)
  const origin = url && originOf(url)
  if (url && !url.username && !url.password && origin && origins.includes(origin))
    return authorizeUri
  throw new CheckoutError(
    'authorize_uri_refused',
    `Expected an authorizeUri on one of ${origins.join(', ')}, got ${origin ?? 'no address'}. ` +
      'The buyer is not sent there. If it is right, add its host, or its app’s scheme, to authorizeHosts.',
  )
}

/** By the protocol too: `blob:https://pay.omise.co/…` has the `origin` of the address within. */
function originOf({ protocol, host }: URL): string {
  return /^https?:$/.test(protocol) ? `${protocol}//${host}` : `${protocol}//`
}
