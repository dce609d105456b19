import ky from 'ky'
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
  const { method, url, headers, json, credentials, signal } = request
  const limit = limitOf(request)
  try {
    const response = await ky(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      credentials,
      cache: 'no-store',
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      signal: limit.signal,
      ...(json === undefined ? {} : { json }),
    })
    return { status: response.status, body: parseJson(await response.text()) }
  } catch (thrown) {
    throw unreachable(request, limit.signal.aborted && !signal.aborted, thrown)
  } finally {
    limit.end()
  }
}

/** From the first byte sent to the last received; ky's own time-out ends with the answer's head. */
function limitOf({ signal, timeoutMs }: HttpRequest) {
  const limit = new AbortController()
  const stop = () => limit.abort()
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop)
  const timer = setTimeout(stop, timeoutMs)
  const end = () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
  return { signal: limit.signal, end }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unreachable(
  { peer, timeoutMs }: HttpRequest,
  isLate: boolean,
  thrown: unknown,
): CheckoutError {
  const came = isLate
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
