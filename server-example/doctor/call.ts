/** One HTTP request with a time-out, and in plain words what became of it. */
import { type Agent, request } from 'undici'

export type Answer = {
  readonly kind: 'answer'
  readonly status: number
  readonly text: string
  /** Several lines of one name are joined by commas, as HTTP has it. */
  header(name: string): string | undefined
  /** How far the other clock is ahead of ours, by its `Date`; `null` when it sends none. */
  readonly clockAheadMs: number | null
}

export type Silence = {
  readonly kind: 'silence'
  readonly why:
    | 'unknown name'
    | 'no name service'
    | 'refused'
    | 'untrusted certificate'
    | 'no TLS'
    | 'too slow'
    | 'broken off'
  /** The system's word for it. */
  readonly code: string
}

export type CallOptions = {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Never rejects. Redirects are answers. */
export type Call = (url: string, options?: CallOptions) => Promise<Answer | Silence>

export const callTimeoutMs = 5_000

export function createCall(dispatcher: Agent, now: () => number): Call {
  return async (url, { method = 'GET', headers = {}, body } = {}) => {
    const askedAt = now()
    try {
      const response = await request(url, {
        method,
        headers,
        dispatcher,
        signal: AbortSignal.timeout(callTimeoutMs),
        ...(body !== undefined && { body }),
      })
      const header = (name: string) => [response.headers[name] ?? []].flat().join(', ') || undefined
      // Its seconds are cut off, not rounded: on average it was half a second later.
      const theirs = Date.parse(header('date') ?? '') + 500
      const clockAheadMs = Number.isNaN(theirs) ? null : theirs - (askedAt + now()) / 2
      const text = await response.body.text()
      return { kind: 'answer', status: response.statusCode, text, header, clockAheadMs }
    } catch (error) {
      const code = codeOf(error)
      return { kind: 'silence', why: whyOf(code), code }
    }
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

const whys: readonly (readonly [RegExp, Silence['why']])[] = [
  [/^ENOTFOUND$/, 'unknown name'],
  [/^EAI_/, 'no name service'],
  [/^ECONNREFUSED$/, 'refused'],
  [/CERT|^UNABLE_TO_/, 'untrusted certificate'],
  [/^(ERR_SSL|EPROTO)/, 'no TLS'],
  [/^(TimeoutError|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/, 'too slow'],
]

function whyOf(code: string): Silence['why'] {
  return whys.find(([pattern]) => pattern.test(code))?.[1] ?? 'broken off'
}
