import { errorAnswer } from './schemas.ts'

export type KeyCheck =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly code: string }
  /** Omise was not reached, or something else is at its address. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** A start waits no longer for it. */
const patienceMs = 5_000

/** Asks Omise once whether it takes the secret key, by `GET /account`, which changes nothing. Never rejects. */
export async function checkSecretKey(omise: {
  readonly apiUrl: string
  readonly apiVersion: string
  readonly secretKey: string
}): Promise<KeyCheck> {
  try {
    const response = await fetch(`${omise.apiUrl}/account`, {
      headers: {
        authorization: `Basic ${btoa(`${omise.secretKey}:`)}`,
        'omise-version': omise.apiVersion,
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    })
    const answer = errorAnswer.safeParse(await response.json().catch(() => undefined))
    if (response.status === 200) return { kind: 'accepted' }
    // Which of the two a key that is locked or expired gets is not documented.
    if ((response.status === 401 || response.status === 403) && answer.success)
      return { kind: 'refused', code: answer.data.code }
    return { kind: 'unknown', reason: `HTTP ${response.status}` }
  } catch (error) {
    return { kind: 'unknown', reason: reasonOf(error) }
  }
}

/** `fetch` hides Node's code, such as ECONNREFUSED, in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason'
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name
}
