/** Signed HTTP to the shop, as Standard Webhooks describes: https://www.standardwebhooks.com */
import { Webhook } from 'standardwebhooks'
import { type Dispatcher, request } from 'undici'
import type { Channel, DeliveryContext, DeliveryResult } from './delivery.ts'
import type { ShopEvent } from './event.ts'

export type WebhookSettings = {
  readonly url: string
  /** Base64, with or without the prefix `whsec_`. */
  readonly secret: string
}

/**
 * Posts the event as JSON with `webhook-id`, `webhook-timestamp` and
 * `webhook-signature`. 2xx takes it, 410 parks it, anything else is retried.
 * Redirects are not followed.
 */
export function webhookChannel(
  { url, secret }: WebhookSettings,
  dispatcher: Dispatcher,
  now: () => number,
): Channel {
  const webhook = new Webhook(secret)
  return { name: 'webhook', needsTransaction: () => false, receive }

  async function receive(event: ShopEvent, { signal }: DeliveryContext): Promise<DeliveryResult> {
    const body = JSON.stringify(event)
    const at = new Date(now())
    const response = await request(url, {
      method: 'POST',
      dispatcher,
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'truemoney-checkout-server',
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': webhook.sign(event.id, at, body),
      },
      body,
    })
    // The response's body is not used; reading it lets the connection be reused.
    await response.body.dump({ limit: 16_384 })
    const { statusCode } = response
    if (statusCode >= 200 && statusCode < 300) return { kind: 'taken' }
    const error = `Expected 2xx from the shop's webhook address, got HTTP ${statusCode}.`
    return { kind: statusCode === 410 ? 'refused' : 'failed', error }
  }
}
