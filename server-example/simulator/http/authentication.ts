import type { Account } from '../account.ts'
import { Refusal } from './refusal.ts'

export type KeyKind = 'public' | 'secret'

/** HTTP Basic with the key as user name. `base64(key)` and `base64(key + ":")` both count: Omise.js and
 * the mobile SDKs send the first, curl and the server SDKs the second. */
export function authenticate(
  header: string | undefined,
  account: Pick<Account, 'publicKey' | 'secretKey'>,
): KeyKind | Refusal {
  const encoded = /^basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '')?.[1]
  const key = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString().split(':')[0]
  if (key === account.secretKey) return 'secret'
  if (key === account.publicKey) return 'public'
  return authenticationFailed()
}

/** Also the answer to a public key where the secret one belongs: our choice, as Omise's is unknown. */
export function authenticationFailed(): Refusal {
  return new Refusal('authentication_failure', 'authentication failed')
}
