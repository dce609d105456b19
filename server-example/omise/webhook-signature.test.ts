import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { verifySignature } from './webhook-signature.ts'

const published = z.object({
  vectors: z.array(
    z.strictObject({
      name: z.string(),
      secrets: z.array(z.string()),
      headers: z.strictObject({
        'Omise-Signature': z.optional(z.string()),
        'Omise-Signature-Timestamp': z.optional(z.string()),
      }),
      body: z.optional(z.string()),
      bodyBase64: z.optional(z.string()),
      receivedAt: z.int(),
      verdict: z.enum(['valid', 'missing', 'stale', 'invalid']),
    }),
  ),
})
const file = new URL('webhook-vectors.json', import.meta.url)
const { vectors } = published.parse(JSON.parse(readFileSync(file, 'utf8')))

describe('verifySignature', () => {
  it.each(vectors)('calls $name $verdict', (vector) => {
    const { headers, body, bodyBase64, secrets, receivedAt } = vector
    const delivery = {
      signature: headers['Omise-Signature'],
      timestamp: headers['Omise-Signature-Timestamp'],
      body: bodyBase64 === undefined ? Buffer.from(body ?? '') : Buffer.from(bodyBase64, 'base64'),
    }
    expect(verifySignature(delivery, secrets, receivedAt * 1000)).toBe(vector.verdict)
  })

  it('has a published vector for every verdict', () => {
    expect(new Set(vectors.map(({ verdict }) => verdict))).toEqual(
      new Set(['valid', 'missing', 'stale', 'invalid']),
    )
  })
})
