import { CheckoutError } from '../errors.ts'
import { parseUrl } from '../parse-url.ts'

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
