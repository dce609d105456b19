import { Hono } from 'hono'
import { ProviderError } from '../checkout/ports.ts'
import { type ReconcileDeps, reconcileCharge } from '../checkout/reconcile.ts'
import { event } from '../omise/schemas.ts'
import { verifySignature } from '../omise/webhook-signature.ts'
import { parseJson, readBytes, requireJson } from './body.ts'
import { HttpProblem, retryAfter } from './problem.ts'

export type WebhookVerification =
  | { readonly mode: 'signature'; readonly secrets: readonly string[] }
  /** Nothing is signed: a delivery is only a hint to read the charge, which costs a call to Omise. */
  | { readonly mode: 'reread-only' }
  /** Neither a secret nor `reread-only`: every delivery is refused. */
  | { readonly mode: 'refuse' }

const largestEventBytes = 256 * 1024

/**
 * `/webhooks/omise`: raw bytes → signature → event → reconcile → record → 200.
 * Nothing in the body is believed; it says which charge to read. What is
 * recorded is never consulted, so a forged delivery cannot hide a real one.
 */
export function webhookRoutes(deps: ReconcileDeps, verification: WebhookVerification): Hono {
  const routes = new Hono()

  routes.post('/omise', async (c) => {
    const bytes = await readBytes(c.req.raw, largestEventBytes)
    verify(c.req.raw, bytes)
    requireJson(c.req.raw)
    const parsed = event.safeParse(parseJson(bytes))
    if (!parsed.success)
      throw new HttpProblem(
        'invalid_request',
        'Expected an event of Omise: object, id, key and data.',
      )
    const { id, key, data } = parsed.data
    const chargeId = chargeOf(data)
    const outcome = chargeId === null ? 'ignored' : await reconcileHint(chargeId)
    await deps.store.recordEvent({
      eventId: id,
      key,
      chargeId,
      outcome,
      receivedAt: deps.clock.now(),
    })
    deps.journal.info({ eventId: id, key, chargeId, outcome }, 'webhook handled')
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
    deps.journal.warn({ verdict }, 'webhook refused')
    throw new HttpProblem('unauthorized', `Expected a delivery signed by Omise (${verdict}).`)
  }

  async function reconcileHint(chargeId: string): Promise<string> {
    try {
      const settled = await reconcileCharge(deps, chargeId)
      return settled.kind === 'applied' ? settled.attempt.state : 'foreign'
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      if (error.outcome === 'refused') return 'unknown charge'
      throw new HttpProblem(
        'provider_unavailable',
        'The charge could not be read just now; deliver again later.',
        retryAfter(error.retryAfterMs),
      )
    }
  }
}

/** The charge that an event speaks of: itself, or a refund's. */
function chargeOf(data: { object: string; id?: string | undefined; charge?: string | undefined }) {
  if (data.object === 'charge') return data.id ?? null
  return data.object === 'refund' ? (data.charge ?? null) : null
}
