import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { verifySignature } from './webhook-signature.ts'

const runs = { seed: 63, numRuns: 500 }
const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 })
const secretBytes = fc.uint8Array({ minLength: 16, maxLength: 64 })
const seconds = fc.integer({ min: 1_500_000_000, max: 1_900_000_000 })
const signed = fc.record({ secret: secretBytes, body: bytes, sentAt: seconds })

describe('verifySignature, whatever it is given', () => {
  it('says valid to everything that is signed, at any place among others', () => {
    const others = fc.array(fc.string({ unit: fc.constantFrom(...'0123456789abcdef') }))
    fc.assert(
      fc.property(signed, others, fc.nat(), ({ secret, body, sentAt }, junk, at) => {
        const signatures = [...junk]
        signatures.splice(at % (junk.length + 1), 0, sign(secret, sentAt, body))
        return verdict({ signature: signatures.join(','), sentAt, body, secret }) === 'valid'
      }),
      runs,
    )
  })

  it('never says valid when one bit of body, time, secret or signature is another', () => {
    const place = fc.constantFrom('body', 'time', 'secret', 'signature')
    fc.assert(
      fc.property(signed, place, fc.nat(), ({ secret, body, sentAt }, where, bit) => {
        const signature = sign(secret, sentAt, body)
        const delivery = {
          signature:
            where === 'signature'
              ? Buffer.from(flip(Buffer.from(signature, 'hex'), bit)).toString('hex')
              : signature,
          body: where === 'body' ? flip(body, bit) : body,
          secret: where === 'secret' ? flip(secret, bit) : secret,
          sentAt: where === 'time' ? sentAt + 1 + (bit % 200) : sentAt,
        }
        return verdict(delivery) !== 'valid'
      }),
      runs,
    )
  })

  it('never throws, and never believes what nobody has signed', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 100 }), { nil: undefined })
    const timestamp = fc.oneof(fc.constant('1700000000'), text)
    const secrets = fc.array(fc.base64String({ maxLength: 60 }), { maxLength: 2 })
    fc.assert(
      fc.property(text, timestamp, bytes, secrets, (signature, sentAt, body, known) => {
        const delivery = { signature, timestamp: sentAt, body }
        return verifySignature(delivery, known, 1_700_000_000_000) !== 'valid'
      }),
      runs,
    )
  })
})

type Delivery = { signature: string; sentAt: number; body: Uint8Array; secret: Uint8Array }

function verdict({ signature, sentAt, body, secret }: Delivery): string {
  const secrets = [Buffer.from(secret).toString('base64')]
  return verifySignature({ signature, timestamp: String(sentAt), body }, secrets, sentAt * 1000)
}

function sign(secret: Uint8Array, sentAt: number, body: Uint8Array): string {
  return createHmac('sha256', secret).update(`${sentAt}.`).update(body).digest('hex')
}

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const at = Math.floor(bit / 8) % bytes.length
  return bytes.map((byte, index) => (index === at ? byte ^ (1 << (bit % 8)) : byte))
}
