import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { ReconcileDeps } from '../checkout/ports.ts'
import { ProviderError } from '../checkout/provider.ts'
import { reconcileCharge } from '../checkout/reconcile.ts'
import { event } from '../omise/schemas.ts'
import { verifySignature } from '../omise/webhook-signature.ts'
import type { Guard } from './merchant/guard.ts'
import { parseJson, readBytes, requireJson } from './request/body.ts'
import { HttpProblem, retryAfter } from './request/problem.ts'
import { answerWithinMs, within } from './request/within.ts'

export type WebhookVerification =
  | { readonly mode: 'signature'; readonly secrets: readonly string[] }
  /** Nothing is signed: a delivery is only a hint to read the charge, which costs a call to Omise. */
  | { readonly mode: 'reread-only' }
  /** Neither a secret nor `reread-only`: every delivery is refused. */
  | { readonly mode: 'refuse' }

const largestEventBytes = 64 * 1024

/** Only ids and keys that have Omise's form get into the store and the log. */
const wellFormed = z.object({
  id: z.string().check(z.regex(/^evnt_\w{1,64}$/)),
  key: z.string().check(z.regex(/^[a-z][\w.-]{0,63}$/i)),
  chargeId: z.nullable(z.string().check(z.regex(/^chrg_\w{1,64}$/))),
})

/**
 * `/webhooks/omise`: raw bytes → signature → event → reconcile → record → 200.
 * Nothing in the body is trusted; it only names the charge to read. What is
 * recorded decides nothing, so that a forged delivery cannot hide a real one.
 *
 * Recorded are signed deliveries about our orders. Every other one is counted
 * (`observe` gets its outcome) and not kept: anybody can send any number of them.
 */
export function webhookRoutes(
  deps: ReconcileDeps,
  verification: WebhookVerification,
  guard: Guard,
  observe: (outcome: string) => void,
): Hono {
  const routes = new Hono()
  const isSigned = verification.mode === 'signature'

  routes.post('/omise', async (c) => {
    const bytes = await readBytes(c.req.raw, largestEventBytes)
    verify(c.req.raw, bytes)
    requireJson(c.req.raw)
    const { id, key, chargeId, about } = readEvent(parseJson(bytes))
    await countUnless(chargeId, c)
    const { outcome, isOurs } =
      chargeId === null
        ? notOurs('ignored')
        : await within(deps.clock, answerWithinMs, reconcileHint(chargeId, about), notRead)
    if (isOurs && isSigned)
      await deps.store.recordEvent({
        eventId: id,
        key,
        chargeId,
        outcome,
        receivedAt: deps.clock.now(),
      })
    observe(outcome)
    deps.logger.info({ eventId: id, key, chargeId, outcome }, 'webhook handled')
    return c.json({ outcome })
  })

  return routes

  function verify(request: Request, body: Uint8Array): void {
    if (verification.mode === 'reread-only') return
    const verdict =
      verification.mode === 'refuse'
        ? 'no secret is configured here'
        : verifySignature(
            {
              signature: request.headers.get('omise-signature') ?? undefined,
              timestamp: request.headers.get('omise-signature-timestamp') ?? undefined,
              body,
            },
            verification.secrets,
            deps.clock.now(),
          )
    if (verdict === 'valid') return
    deps.logger.warn({ verdict }, 'webhook refused')
    throw new HttpProblem('unauthorized', `Expected a delivery signed by Omise (${verdict}).`)
  }

  /**
   * A reading costs a call to Omise, so that its sender is counted: every sender
   * when nothing is signed, else those that name charges that are not ours.
   */
  async function countUnless(chargeId: string | null, c: Context): Promise<void> {
    if (isSigned && (chargeId === null || (await isOurCharge(chargeId)))) return
    await guard.count('webhooks', 'address', guard.addressOf(c))
  }

  async function isOurCharge(chargeId: string): Promise<boolean> {
    return (await deps.store.findOrderOf({ id: chargeId, attemptId: null })) !== undefined
  }

  async function reconcileHint(chargeId: string, about: 'charge' | 'refund'): Promise<Handled> {
    try {
      const settled = await reconcileCharge(deps, chargeId, about)
      return settled.kind === 'applied'
        ? { outcome: settled.attempt.state, isOurs: true }
        : notOurs('foreign')
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      if (error.outcome === 'refused') return notOurs('unknown charge')
      throw notRead(error.retryAfterMs)
    }
  }
}

type Handled = { readonly outcome: string; readonly isOurs: boolean }

function notOurs(outcome: string): Handled {
  return { outcome, isOurs: false }
}

function notRead(retryAfterMs: number | null = null): HttpProblem {
  return new HttpProblem(
    'provider_unavailable',
    'The charge could not be read just now; deliver again later.',
    retryAfter(retryAfterMs),
  )
}

type Hint = z.output<typeof wellFormed> & { about: 'charge' | 'refund' }

function readEvent(json: unknown): Hint {
  const parsed = event.safeParse(json)
  const hint = parsed.success
    ? wellFormed.safeParse({ ...parsed.data, chargeId: chargeOf(parsed.data.data) })
    : undefined
  if (parsed.success && hint?.success)
    return { ...hint.data, about: parsed.data.data?.object === 'refund' ? 'refund' : 'charge' }
  throw new HttpProblem('invalid_request', 'Expected an event of Omise: object, id and key.')
}

/** The charge that an event is about: itself, or that of a refund or a dispute; `null` in an event without data. */
function chargeOf(data: z.output<typeof event>['data']): string | null {
  if (!data) return null
  if (data.object === 'charge') return data.id ?? null
  return data.object === 'refund' || data.object === 'dispute' ? (data.charge ?? null) : null
}
