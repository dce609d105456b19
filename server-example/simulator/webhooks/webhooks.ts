import { setTimeout as wait } from 'node:timers/promises'
import type { Account } from '../account.ts'
import type { Clock } from '../clock.ts'
import type { Ids } from '../ids.ts'
import type { Event, WebhookDelivery } from './events.ts'
import { signatureHeaders } from './signature.ts'

export const webhookModes = ['deliver', 'drop', 'hold', 'double'] as const
export type WebhookMode = (typeof webhookModes)[number]

export type SendRequest = (request: Request) => Promise<Response>

/** How long a receiver may take; Omise's own limit is not known. */
const deliveryTimeoutMs = 10_000

export type Webhooks = ReturnType<typeof createWebhooks>

/** Posts events to the merchant. Nothing is redelivered by itself: the documents disagree about it. */
export function createWebhooks(parts: {
  account: Account
  clock: Clock
  ids: Ids
  send: SendRequest
  /** The time a signature carries, in milliseconds: the receiver judges it by its own clock. */
  wallClock: () => number
  /** The event in the account's default version. */
  render: (event: Event) => unknown
}) {
  const { account, clock, ids, send, wallClock, render } = parts
  const letters = new Map<string, Letter>()
  const deliveries = new Map<string, WebhookDelivery[]>()
  const underWay = new Set<Promise<void>>()
  let held: Letter[] = []
  let mode: WebhookMode = 'deliver'
  let delayMs = 0
  let beforeAnswer = false
  let stop = new AbortController()

  function post(letter: Letter): void {
    for (const uri of letter.uris) {
      const work = deliver(letter, uri, stop.signal).finally(() => underWay.delete(work))
      underWay.add(work)
    }
  }

  async function deliver(letter: Letter, uri: string, stopped: AbortSignal): Promise<void> {
    try {
      // Even without a delay this comes after the answer to the request that caused the event.
      await wait(delayMs, undefined, { signal: stopped })
      const { event } = letter
      // Written over several lines, as recorded: a receiver that verifies its own rewriting of the body
      // instead of the body will notice.
      const payload = `${JSON.stringify(render(event), null, 2)}\n`
      const { status, error } = await knock(uri, payload, stopped)
      stopped.throwIfAborted()
      deliveriesOf(event.id).push({
        id: ids.next('whdl'),
        eventId: event.id,
        uri,
        status,
        key: event.happening.key,
        error,
        payload,
        createdAt: clock.now(),
      })
    } catch (cause) {
      if (!stopped.aborted) throw cause
    }
  }

  /** Whatever goes wrong here is the receiver's fault, and stays in the record of the delivery. */
  async function knock(uri: string, payload: string, stopped: AbortSignal) {
    const unixSeconds = Math.floor(wallClock() / 1000)
    try {
      const request = new Request(uri, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...signatureHeaders(payload, unixSeconds, account.webhookSecrets),
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([stopped, AbortSignal.timeout(deliveryTimeoutMs)]),
      })
      const response = await send(request)
      await response.body?.cancel()
      return { status: response.status, error: null }
    } catch (cause) {
      return { status: 0, error: reasonOf(cause) }
    }
  }

  function deliveriesOf(eventId: string): WebhookDelivery[] {
    const made = deliveries.get(eventId) ?? []
    deliveries.set(eventId, made)
    return made
  }

  /** Resolves when nothing is on its way any more; what is held back does not count. */
  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay)
  }

  return {
    /** Takes an event on its way, as the mode says; to the charge's own endpoints if it has some. */
    emit(event: Event): void {
      const accountUris = account.webhookUrl === null ? [] : [account.webhookUrl]
      const uris = event.webhookEndpoints.length > 0 ? event.webhookEndpoints : accountUris
      const letter = { event, uris }
      letters.set(event.id, letter)
      if (mode === 'drop') return
      if (mode === 'hold') {
        held.push(letter)
        return
      }
      post(letter)
      if (mode === 'double') post(letter)
    },

    configure(settings: { mode: WebhookMode; delayMs: number; beforeAnswer: boolean }): void {
      mode = settings.mode
      delayMs = settings.delayMs
      beforeAnswer = settings.beforeAnswer
    },

    /** Where webhooks are to come before the answer to the request that caused them: waits for them. */
    async comeFirst(): Promise<void> {
      if (beforeAnswer) await settled()
    },

    /** Posts what was held back, in order of creation. Answers how many events that were. */
    release(): number {
      const released = held
      held = []
      for (const letter of released) post(letter)
      return released.length
    },

    /** Posts an event again, byte for byte. Answers false when there is no such event. */
    redeliver(eventId: string): boolean {
      const letter = letters.get(eventId)
      if (letter !== undefined) post(letter)
      return letter !== undefined
    },

    deliveriesOf: (eventId: string): readonly WebhookDelivery[] => deliveries.get(eventId) ?? [],

    state: () => ({
      mode,
      delayMs,
      beforeAnswer,
      held: held.map((letter) => letter.event.id),
      deliveries: [...deliveries.values()].flat(),
    }),

    settled,

    /** Forgets everything, and what is on its way will not arrive. */
    clear(): void {
      stop.abort()
      stop = new AbortController()
      letters.clear()
      deliveries.clear()
      held = []
      mode = 'deliver'
      delayMs = 0
      beforeAnswer = false
    },
  }
}

type Letter = { event: Event; uris: readonly string[] }

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'connection failed'
  return cause.cause instanceof Error ? cause.cause.message : cause.message
}
