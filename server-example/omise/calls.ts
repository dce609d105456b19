/**
 * Calls of Omise's API: HTTP Basic with the secret key, over one keep-alive connection
 * pool. Each is sent once, for Omise knows no idempotency key. Every failure is a
 * `ProviderError` whose `outcome` is whether anything may have been done.
 */
import { type Dispatcher, request } from 'undici'
import type * as z from 'zod/mini'
import { ProviderError } from '../checkout/provider.ts'
import { type Answer, badAnswer, fieldsOf, noAnswer } from './failures.ts'
import { createGate } from './gate.ts'

export type OmiseClientOptions = {
  /** `https://api.omise.co`, or a simulator's address. */
  readonly apiUrl: string
  readonly secretKey: string
  /** Sent as `Omise-Version`: `2017-11-02` or `2019-05-29`. */
  readonly apiVersion: string
  readonly dispatcher: Dispatcher
  /** Omise's own libraries wait 60 s; an attempt is abandoned later than this. */
  readonly timeoutMs: number
  /** Notified of Omise's time, by the `Date` of each response. */
  readonly clockWatch?: ClockWatch | undefined
}

export type ClockWatch = {
  /** The machine's clock, in milliseconds since 1970. */
  readonly now: () => number
  see(sighting: { sentAt: number; receivedAt: number; theirs: number; resolutionMs: number }): void
}

export type Call = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  /** Another version than the configured one. */
  readonly version?: string | undefined
}

/** Sends a call once, and resolves with what the schema makes of the response. */
export type SendCall = <Schema extends z.ZodMiniType>(
  call: Call,
  schema: Schema,
) => Promise<z.output<Schema>>

/**
 * Of one process. Omise advises ten calls at a time. Only what reads waits here:
 * a charge or a refund that is sent late could be abandoned before it is made.
 */
const mostReadsAtOnce = 8

export function createCalls(options: OmiseClientOptions): SendCall {
  const { apiUrl, secretKey, apiVersion, dispatcher, timeoutMs } = options
  const headers = {
    authorization: `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`,
    'omise-version': apiVersion,
    accept: 'application/json',
  }
  const reads = createGate(mostReadsAtOnce)
  return call

  async function call<Schema extends z.ZodMiniType>(
    { method, path, body, version }: Call,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const what = `${method} ${path.replace(/\?.*/, '')}`
    const asked = () => send(what, { method, path, body, version })
    const answer = await (method === 'GET' ? reads(asked) : asked())
    const json = parseJson(answer.text)
    if (answer.status !== 200) throw badAnswer(what, answer, json)
    const parsed = schema.safeParse(json)
    if (parsed.success) return parsed.data
    const problem = `not understood: ${fieldsOf(parsed.error)}`
    throw new ProviderError(`Expected ${what} to answer as documented; ${problem}`, {
      outcome: 'unknown',
      httpStatus: answer.status,
    })
  }

  async function send(what: string, { method, path, body, version }: Call): Promise<Answer> {
    const sentAt = options.clockWatch?.now() ?? 0
    try {
      const response = await request(apiUrl + path, {
        method,
        dispatcher,
        headers: {
          ...headers,
          ...(version !== undefined && { 'omise-version': version }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (options.clockWatch !== undefined) watchClock(options.clockWatch, sentAt, response.headers)
      return {
        status: response.statusCode,
        retryAfter: response.headers['retry-after'],
        text: await response.body.text(),
      }
    } catch (cause) {
      throw noAnswer(what, cause)
    }
  }
}

/** A response from a cache (`Age`) is skipped: its `Date` is old. */
function watchClock(
  watch: ClockWatch,
  sentAt: number,
  { date, age }: Dispatcher.ResponseData['headers'],
): void {
  const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN
  if (age !== undefined || Number.isNaN(theirs)) return
  watch.see({ sentAt, receivedAt: watch.now(), theirs, resolutionMs: 1_000 })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
