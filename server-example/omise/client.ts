/**
 * Omise's API as the checkout needs it: HTTP Basic with the secret key, one
 * keep-alive connection pool, both API versions. Every failure is a
 * `ProviderError` that says whether anything may have been done. Nothing is
 * repeated here: Omise knows no idempotency key.
 */
import { type Dispatcher, errors, request } from 'undici'
import type * as z from 'zod/mini'
import {
  type ChargeReading,
  type Listed,
  type NewCharge,
  type NewRefund,
  type NewSource,
  type PaymentProvider,
  ProviderError,
  type QrPicture,
  type RefundReading,
  type SourceReading,
} from '../checkout/provider.ts'
import { createGate } from './gate.ts'
import { downloadQr } from './qr-image.ts'
import {
  capability,
  charge,
  errorAnswer,
  page,
  refund,
  sourceAnswer,
  strayEntry,
  textOf,
} from './schemas.ts'

export type OmiseClientOptions = {
  /** `https://api.omise.co`, or a simulator's address. */
  readonly apiUrl: string
  readonly secretKey: string
  /** Sent as `Omise-Version`: `2017-11-02` or `2019-05-29`. */
  readonly apiVersion: string
  readonly dispatcher: Dispatcher
  /** Omise's own libraries wait 60 s; an attempt is abandoned later than this. */
  readonly timeoutMs: number
  /** Gets what Omise's clock shows, by the `Date` of each answer. */
  readonly clockWatch?: ClockWatch | undefined
}

export type ClockWatch = {
  /** The machine's clock, in milliseconds since 1970. */
  readonly now: () => number
  see(sighting: { sentAt: number; receivedAt: number; theirs: number; resolutionMs: number }): void
}

type Call = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  /** Another version than the configured one. */
  readonly version?: string | undefined
}

const pageSize = 100
/**
 * Of one process. Omise advises ten calls at a time. Only what reads waits here:
 * a charge or a refund that is sent late could be given up before it is made.
 */
const mostAtOnce = { reads: 8, lists: 2 }
/** Refunds carry our id in their metadata, which only this version answers with. */
const refundVersion = '2019-05-29'
/** The older one has another shape, and accounts disagree about it. */
const capabilityVersion = '2019-05-29'
const definiteNo = new Set([400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 422])

export function createOmiseClient(options: OmiseClientOptions): PaymentProvider {
  const { apiUrl, secretKey, apiVersion, dispatcher, timeoutMs } = options
  const headers = {
    authorization: `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`,
    'omise-version': apiVersion,
    accept: 'application/json',
  }
  const reads = createGate(mostAtOnce.reads)
  const lists = createGate(mostAtOnce.lists)

  return {
    createCharge,
    getCharge,
    expireCharge,
    listCharges,
    getSource,
    getPaymentMethods,
    getQrPicture,
    createRefund,
    listRefunds,
    listRecentRefunds,
  }

  function createCharge(wanted: NewCharge): Promise<ChargeReading> {
    const { source } = wanted
    const body = {
      amount: wanted.amountSatang,
      currency: wanted.currency,
      source: 'id' in source ? source.id : newSource(source),
      ...(wanted.returnUri !== null && { return_uri: wanted.returnUri }),
      description: descriptionOf(wanted),
      // Ours come last: nothing of the shop's may hide them.
      metadata: {
        ...wanted.metadata,
        reference: wanted.reference,
        order_id: wanted.orderId,
        attempt_id: wanted.attemptId,
        ...(wanted.shopName !== null && { shop: wanted.shopName }),
      },
    }
    return call({ method: 'POST', path: '/charges', body }, charge)
  }

  function getCharge(chargeId: string): Promise<ChargeReading> {
    return call({ method: 'GET', path: `/charges/${encodeURIComponent(chargeId)}` }, charge)
  }

  function expireCharge(chargeId: string): Promise<ChargeReading> {
    return call({ method: 'POST', path: `/charges/${encodeURIComponent(chargeId)}/expire` }, charge)
  }

  function listCharges(sinceMs: number): AsyncGenerator<Listed<ChargeReading>> {
    return listSince({ path: '/charges', sinceMs }, charge)
  }

  async function getSource(sourceId: string): Promise<SourceReading> {
    const path = `/sources/${encodeURIComponent(sourceId)}`
    const source = await call({ method: 'GET', path }, sourceAnswer)
    if (source.id === sourceId)
      return { method: source.type ?? null, phoneNumber: source.phone_number ?? null }
    throw new ProviderError(`Expected source ${sourceId} of Omise, got another`, {
      outcome: 'unknown',
    })
  }

  async function getPaymentMethods(): Promise<readonly string[]> {
    const read = { method: 'GET', path: '/capability', version: capabilityVersion } as const
    const { payment_methods } = await call(read, capability)
    return payment_methods
      .filter(({ currencies }) => currencies.some((one) => one.toUpperCase() === 'THB'))
      .map(({ name }) => name)
  }

  async function getQrPicture(uri: string): Promise<QrPicture> {
    const signal = AbortSignal.timeout(timeoutMs)
    const allowsHttp = apiUrl.startsWith('http:')
    try {
      return await downloadQr(uri, { dispatcher, signal, allowsHttp })
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : nameOf(cause)
      throw new ProviderError(`A QR code could not be had: ${why}`, { outcome: 'unknown', cause })
    }
  }

  function createRefund(chargeId: string, wanted: NewRefund): Promise<RefundReading> {
    const body = {
      amount: wanted.amountSatang,
      ...(wanted.void && { void: true }),
      metadata: {
        refund_id: wanted.refundId,
        ...(wanted.reason !== null && { reason: wanted.reason }),
      },
    }
    return call({ method: 'POST', path: refundsOf(chargeId), body, version: refundVersion }, refund)
  }

  async function listRefunds(chargeId: string): Promise<readonly Listed<RefundReading>[]> {
    // A charge has at most 15 refunds: one page holds them.
    const path = `${refundsOf(chargeId)}?limit=${pageSize}`
    const { data } = await call({ method: 'GET', path, version: refundVersion }, page)
    return data.map((one) => entryOf(refund, one))
  }

  function listRecentRefunds(sinceMs: number): AsyncGenerator<Listed<RefundReading>> {
    return listSince({ path: '/refunds', sinceMs, version: refundVersion }, refund)
  }

  /** Page after page, newest first: what is made meanwhile moves others to later pages, and none is missed. */
  async function* listSince<Reading>(
    { path, sinceMs, version }: { path: string; sinceMs: number; version?: string },
    schema: z.ZodMiniType<Reading>,
  ): AsyncGenerator<Listed<Reading>> {
    const from = encodeURIComponent(new Date(sinceMs).toISOString().replace(/\.\d+Z$/, 'Z'))
    for (let offset = 0; ; offset += pageSize) {
      const query = `order=reverse_chronological&limit=${pageSize}&offset=${offset}&from=${from}`
      const asked = { method: 'GET', path: `${path}?${query}`, version } as const
      const { data, total } = await lists(() => call(asked, page))
      for (const one of data) yield entryOf(schema, one)
      if (data.length === 0 || offset + data.length >= total) return
    }
  }

  async function call<Schema extends z.ZodMiniType>(
    { method, path, body, version }: Call,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const what = `${method} ${path.replace(/\?.*/, '')}`
    const asked = () => send(what, { method, path, body, version })
    const answer = await (method === 'GET' ? reads(asked) : asked())
    const json = parseJson(answer.text)
    if (answer.status !== 200) throw answeredBadly(what, answer, json)
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
      const outcome = neverLeft(cause) ? 'not_done' : 'unknown'
      throw new ProviderError(`${what} had no answer from Omise (${nameOf(cause)})`, {
        outcome,
        cause,
      })
    }
  }
}

function newSource({ method, phoneNumber }: NewSource) {
  return { type: method, ...(phoneNumber !== null && { phone_number: phoneNumber }) }
}

/** One entry of a list; of one that is not as documented, what is legible. */
function entryOf<Reading>(schema: z.ZodMiniType<Reading>, entry: unknown): Listed<Reading> {
  const parsed = schema.safeParse(entry)
  if (parsed.success) return parsed.data
  const legible = strayEntry.safeParse(entry)
  const { id = null, metadata = null } = legible.success ? legible.data : {}
  return {
    unreadable: fieldsOf(parsed.error),
    id,
    orderId: textOf(metadata?.order_id),
    attemptId: textOf(metadata?.attempt_id),
    shopName: textOf(metadata?.shop),
  }
}

function fieldsOf({ issues }: z.core.$ZodError): string {
  return issues.map(({ path }) => path.join('.')).join(', ')
}

function refundsOf(chargeId: string): string {
  return `/charges/${encodeURIComponent(chargeId)}/refunds`
}

/** Not of an answer out of a cache (`Age`): that tells an old time. */
function watchClock(
  watch: ClockWatch,
  sentAt: number,
  { date, age }: Dispatcher.ResponseData['headers'],
): void {
  const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN
  if (age !== undefined || Number.isNaN(theirs)) return
  watch.see({ sentAt, receivedAt: watch.now(), theirs, resolutionMs: 1_000 })
}

type Answer = {
  readonly status: number
  readonly retryAfter: string | string[] | undefined
  readonly text: string
}

/** An answer other than 200: Omise's error object, a gateway's page, or something else. */
function answeredBadly(what: string, answer: Answer, json: unknown): ProviderError {
  const { status, retryAfter } = answer
  const error = errorAnswer.safeParse(json)
  const code = error.success ? error.data.code : null
  const message = error.success ? error.data.message : `${what} answered ${status}`
  const details = { code, httpStatus: status, retryAfterMs: retryAfterMs(retryAfter) }
  // 429: turned away at the door, before anything was done.
  if (status === 429) return new ProviderError(message, { ...details, outcome: 'not_done' })
  const refused = definiteNo.has(status) && error.success
  return new ProviderError(message, { ...details, outcome: refused ? 'refused' : 'unknown' })
}

/** True only when no byte of the request can have reached Omise. */
function neverLeft(cause: unknown): boolean {
  if (cause instanceof errors.ConnectTimeoutError) return true
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'
}

function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'no reason'
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
}

/** A gateway that asks for a day must not stop us for a day. */
const longestPauseMs = 5 * 60_000

/** Seconds or an HTTP date, as RFC 9110 has it; Omise does not document that it sends any. */
function retryAfterMs(header: Answer['retryAfter']): number | null {
  const text = Array.isArray(header) ? header[0] : header
  if (text === undefined) return null
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), longestPauseMs)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Begins with the shop's own number, so that finance can match settlements by it. */
function descriptionOf({ reference, description }: NewCharge): string {
  return description === null ? reference : `${reference}: ${description}`
}
