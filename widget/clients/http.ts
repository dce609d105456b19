import ky, { TimeoutError } from 'ky'
import { CheckoutError, type CheckoutErrorCode } from '../errors.ts'

export type HttpRequest = {
  method: 'get' | 'post'
  url: string
  headers: Record<string, string>
  json?: unknown
  credentials: RequestCredentials
  timeoutMs: number
  /** Whom the message speaks of, and the code for not reaching them. */
  peer: { name: string; unreachable: CheckoutErrorCode }
  signal: AbortSignal
}

/** `body` is `undefined` when it is not JSON, as a gateway's error page is not. */
export type HttpAnswer = { status: number; body: unknown }

/**
 * One request, one answer, whatever its status. Sent once: a POST whose answer
 * is lost may have worked, and a question is asked again by whoever asked it.
 */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, json, credentials, timeoutMs, signal } = request
  try {
    const response = await ky(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      credentials,
      cache: 'no-store',
      retry: 0,
      timeout: timeoutMs,
      totalTimeout: timeoutMs,
      throwHttpErrors: false,
      signal,
      ...(json === undefined ? {} : { json }),
    })
    return { status: response.status, body: parseJson(await response.text()) }
  } catch (thrown) {
    throw unreachable(request, thrown)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unreachable({ peer, timeoutMs }: HttpRequest, thrown: unknown): CheckoutError {
  const came =
    thrown instanceof TimeoutError
      ? `nothing within ${timeoutMs / 1000} s`
      : 'no connection, or an answer that the browser does not let the page read'
  // Not ky's own error as the cause: it holds the request, and that holds the key or token.
  const cause = thrown instanceof Error ? thrown.cause : undefined
  return new CheckoutError(
    peer.unreachable,
    `Expected an answer from ${peer.name}, got ${came}. ` +
      'Check the address, its CORS headers and the page’s Content-Security-Policy.',
    cause === undefined ? undefined : { cause },
  )
}
