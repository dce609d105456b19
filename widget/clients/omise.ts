import * as z from 'zod/mini'
import { CheckoutError, type CheckoutErrorCode } from '../core/errors.ts'
import { setExtensionsAside, withoutExtensions } from '../core/extensions.ts'
import { type HttpResponse, send } from './http.ts'

/** What a source is made of, beside its amount. */
type SourceFields = {
  method: string
  phoneNumber?: string | undefined
  platformType?: string | undefined
}

const sourceTimeoutMs = 30_000

// zod builds its schemas with `for…in`.
const restoreExtensions = setExtensionsAside()

/** Only the fields that are used: the rest differs between versions of the API. */
const source = z.object({ object: z.literal('source'), id: z.string().check(z.startsWith('src_')) })
const refusal = z.object({ object: z.literal('error'), code: z.string(), message: z.string() })
restoreExtensions()

/** Returns a client that makes TrueMoney sources with the public key, directly from the buyer's browser. */
export function createOmiseClient({
  omiseUrl,
  publicKey,
}: {
  omiseUrl: string
  publicKey: string
}) {
  return {
    async createSource(
      { amountSatang, fields }: { amountSatang: number; fields: SourceFields },
      signal: AbortSignal,
    ): Promise<string> {
      const response = await send({
        method: 'post',
        url: `${omiseUrl}/sources`,
        headers: { authorization: `Basic ${btoa(`${publicKey}:`)}` },
        json: {
          type: fields.method,
          amount: amountSatang,
          currency: 'THB',
          phone_number: fields.phoneNumber,
          platform_type: fields.platformType,
        },
        credentials: 'omit',
        timeoutMs: sourceTimeoutMs,
        peer: { name: 'Omise (POST /sources)', unreachable: 'provider_unreachable' },
        signal,
      })
      return readSource(response)
    },
  }
}

function readSource({ status, body }: HttpResponse): string {
  const made = withoutExtensions(() => source.safeParse(body))
  if (status === 200 && made.success) return made.data.id

  const refused = withoutExtensions(() => refusal.safeParse(body))
  const reason = refused.success
    ? `${refused.data.code}: ${refused.data.message}`
    : 'no error object'
  throw new CheckoutError(
    refusalCode(status, refused.success ? refused.data.message : ''),
    `Expected a source from Omise, got HTTP ${status} (${withoutNumbers(reason)}). ` +
      'Check publicKey, the amount and that TrueMoney is enabled for the account.',
  )
}

/** Omise has one code for every wrong field, so the message decides, as in Omise's own libraries. */
function refusalCode(status: number, message: string): CheckoutErrorCode {
  if (status === 401) return 'key_refused'
  if (status === 429) return 'rate_limited'
  if (status >= 500) return 'provider_unavailable'
  if (status < 400) return 'unexpected_answer'
  if (message.includes('phone')) return 'phone_refused'
  if (message.includes('amount')) return 'amount_refused'
  return 'source_refused'
}

/** A message may repeat what was sent, and a phone number belongs in no log. */
function withoutNumbers(message: string): string {
  return message.slice(0, 200).replace(/\d{9,}/g, '…')
}
