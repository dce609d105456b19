import ky, { type Options } from 'ky'
import { CheckoutError, type CheckoutErrorCode } from '../core/errors.ts'
import { withoutExtensions } from '../core/extensions.ts'

export type HttpRequest = {
  method: 'get' | 'post'
  url: string
  headers: Record<string, string>
  json?: unknown
  credentials: RequestCredentials
  timeoutMs: number
  /** Its name in messages, and the code where it cannot be reached. */
  peer: { name: string; unreachable: CheckoutErrorCode }
  signal: AbortSignal
}

/** `body` is `undefined` when it is not JSON, as a gateway's error page is not. */
export type HttpResponse = { status: number; body: unknown }

/**
 * Sends one request and returns the response, of any status. Does not retry: a
 * POST whose response is lost may have worked, so only the caller may repeat it.
 *
 * @throws CheckoutError `not_sent` where the page keeps the request from
 * being built, and the peer's `unreachable` where there is no response.
 */
export async function send(request: HttpRequest): Promise<HttpResponse> {
  const limit = limitOf(request)
  try {
    const response = await start(request, limit.signal)
    return { status: response.status, body: parseJson(await response.text()) }
  } catch (thrown) {
    // `fetch` fails with a TypeError: anything else is an exception of other code.
    if (!limit.signal.aborted && !(thrown instanceof TypeError)) throw thrown
    throw unreachable(request, limit.signal.aborted && !request.signal.aborted, thrown)
  } finally {
    limit.end()
  }
}

/**
 * No retries: only the caller may repeat a request. ky's own time-out ends with
 * the response's head. `fetch` gets no options beside the request: it would read
 * them from the page's prototypes too.
 */
const once: Options = {
  retry: 0,
  timeout: false,
  throwHttpErrors: false,
  fetch: (request) => fetch(request),
}

/** A `Request` reads its options from prototypes too, and `JSON.stringify` what it writes. */
function start(request: HttpRequest, signal: AbortSignal): Promise<Response> {
  const { method, url, headers, json, credentials } = request
  const isJson = json !== undefined
  try {
    return withoutExtensions(() =>
      ky(url, {
        ...once,
        method,
        headers: {
          accept: 'application/json',
          ...(isJson && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(isJson && { body: JSON.stringify(json) }),
        credentials,
        cache: 'no-store',
        signal,
      }),
    )
  } catch (cause) {
    throw new CheckoutError(
      'not_sent',
      `Expected to build a request to ${request.peer.name}, got an exception; see \`cause\`. ` +
        'Nothing was sent. Look for scripts of the page that change what the browser brings.',
      { cause },
    )
  }
}

/** From the first byte sent to the last received. */
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
  const outcome = isLate
    ? `nothing within ${timeoutMs / 1000} s`
    : 'no connection, or a response that the browser does not let the page read'
  return new CheckoutError(
    peer.unreachable,
    `Expected a response from ${peer.name}, got ${outcome}. ` +
      'Check the address, its CORS headers and the page’s Content-Security-Policy.',
    { cause: thrown },
  )
}
