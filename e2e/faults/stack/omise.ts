/** Omise as the suite plays it: a fresh simulator for each schedule, its clock kept in step with everybody's. */
import { type Agent, request } from 'undici'
import * as z from 'zod/mini'
import {
  type ListeningSimulator,
  startSimulator,
} from '../../../server-example/simulator/simulator.ts'
import { type PaymentMethod, paymentMethods } from '../../../widget/contract.ts'
import { isCodeOf, type OmiseBook, omiseBook } from '../books/omise-book.ts'
import type { Decision } from '../schedule/schedule.ts'
import type { FastClock } from './fast-clock.ts'
import { merchantAccount } from './merchant-account.ts'

/** How often the simulator is told the time, in the machine's milliseconds. */
const tickMs = 50

const source = z.object({ id: z.string() })
const refunded = z.object({ id: z.string() })
const foreignCharge = z.object({ authorize_uri: z.string() })

export type NewSource = { readonly type: PaymentMethod; readonly phone_number?: string }

export type Omise = Awaited<ReturnType<typeof openOmise>>

/** Starts a simulator that knows nothing yet. */
export async function openOmise(
  clock: FastClock,
  {
    seed,
    webhookUrl,
    agent,
    qrExpiry,
  }: { seed: string; webhookUrl: string; agent: Agent; qrExpiry: 'accept' | 'refuse' },
) {
  const { publicKey, secretKey, webhookSecret } = merchantAccount
  const startAt = clock.now()
  const simulator: ListeningSimulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    publicKey,
    secretKey,
    webhookUrl,
    webhookSecret,
    paymentMethods,
    qrExpiry,
    seed,
    startAt,
    wallClock: clock.now,
  })
  const url = here(simulator.url)
  let toldAt = startAt
  const ticking = setInterval(() => void tellTime().catch(() => undefined), tickMs)

  return {
    url,
    tellTime,
    /** Everything that the simulator holds. */
    book,
    redeliver: (eventId: string) => control('POST', '/webhooks/redeliver', { eventId }),
    /** A source as the buyer's browser makes it. */
    async newSource(wanted: NewSource, amount: number): Promise<string> {
      const body = { ...wanted, amount, currency: 'THB' }
      return source.parse(await api(publicKey, '/sources', body)).id
    },
    /** A charge with metadata like ours that our server has not asked for; returns where it is paid. */
    async newForeignCharge(metadata: Record<string, string>, amount: number): Promise<string> {
      const charge = foreignCharge.parse(
        await api(secretKey, '/charges', {
          amount,
          currency: 'THB',
          source: { type: 'truemoney', phone_number: '0899999999' },
          return_uri: 'https://other.example/',
          metadata,
        }),
      )
      return charge.authorize_uri
    },
    /** The merchant's refund at Omise's dashboard; `undefined` when Omise refuses it. */
    async refundAtDashboard(chargeId: string, amount: number): Promise<string | undefined> {
      const made = refunded.safeParse(
        await api(secretKey, `/charges/${chargeId}/refunds`, { amount }),
      )
      return made.success && made.data.id.startsWith('rfnd_') ? made.data.id : undefined
    },
    decide,
    /** Where the charge is paid whose QR code the buyer scans; `undefined` for a code of no charge. */
    async scan(attemptId: string): Promise<string | undefined> {
      const { charges } = await book()
      return charges.find((one) => isCodeOf(one, attemptId))?.authorize_uri
    },
    settled: simulator.settled,
    async close() {
      clearInterval(ticking)
      await simulator.close()
    },
  }

  async function book(): Promise<OmiseBook> {
    return omiseBook.parse(await control('GET', '/state'))
  }

  /** Presses a button of the authorize page. */
  async function decide(authorizeUri: string, decision: Decision): Promise<void> {
    const form = new URLSearchParams({ decision: decision.kind })
    if (decision.kind === 'failed') form.set('failure_code', decision.code)
    const { statusCode, body } = await request(here(authorizeUri), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      dispatcher: agent,
    })
    await body.dump()
    if (statusCode !== 303)
      throw new Error(`Expected the way back to the shop, got HTTP ${statusCode}.`)
  }

  async function tellTime(): Promise<void> {
    const now = clock.now()
    const advanceMs = now - toldAt
    toldAt = now
    await control('POST', '/clock', { advanceMs })
  }

  function api(key: string, path: string, body: unknown): Promise<unknown> {
    const authorization = `Basic ${btoa(`${key}:`)}`
    return call('POST', path, { authorization, 'omise-version': '2019-05-29' }, body)
  }

  function control(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    return call(method, `/_simulator${path}`, {}, body)
  }

  async function call(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<unknown> {
    const response = await request(url + path, {
      method,
      dispatcher: agent,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return response.body.json()
  }
}

/** By number: looking a name up costs more than the call. */
function here(url: string): string {
  return url.replace('//localhost:', '//127.0.0.1:')
}
