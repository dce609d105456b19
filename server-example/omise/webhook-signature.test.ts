import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifySignature } from './webhook-signature.ts'

// A vector of our own, worked out with: printf '1700000000.{"object":"event"}' |
//   openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf 'a secret of ours' | xxd -p)
const secret = Buffer.from('a secret of ours').toString('base64')
const timestamp = '1700000000'
const text = '{"object":"event"}'
const signature = '131421f58607f2c608accada82a7b5eac661ed9dbf98a4808b80dab0a85c77d6'
const sentAt = 1_700_000_000_000
const delivery = { signature, timestamp, body: Buffer.from(text) }
const otherSecret = Buffer.from('another one').toString('base64')

describe('verifySignature', () => {
  it('accepts our test vector', () => {
    expect(verifySignature(delivery, [secret], sentAt)).toBe('valid')
  })

  it('accepts any of several signatures and any of several secrets', () => {
    const other = createHmac('sha256', 'another one').update(`${timestamp}.${text}`).digest('hex')
    const rotating = { ...delivery, signature: `${other}, ${signature}` }
    expect(verifySignature(rotating, [secret], sentAt)).toBe('valid')
    expect(verifySignature(rotating, [otherSecret], sentAt)).toBe('valid')
    expect(verifySignature(delivery, [otherSecret, secret], sentAt)).toBe('valid')
  })

  it.each([
    ['another body', { body: Buffer.from('{"object":"Event"}') }, 'invalid'],
    ['another timestamp', { timestamp: '1700000001' }, 'invalid'],
    ['a cut signature', { signature: signature.slice(0, -2) }, 'invalid'],
    ['an empty signature', { signature: '' }, 'invalid'],
    ['a signature that is no hex', { signature: 'zz'.repeat(32) }, 'invalid'],
    ['a prefix that Omise does not send', { signature: `sha256=${signature}` }, 'invalid'],
    ['a timestamp that is no number', { timestamp: '17e8' }, 'invalid'],
    ['no signature', { signature: undefined }, 'missing'],
    ['no timestamp', { timestamp: undefined }, 'missing'],
  ] as const)('refuses %s', (_what, difference, verdict) => {
    expect(verifySignature({ ...delivery, ...difference }, [secret], sentAt)).toBe(verdict)
  })

  it('refuses everything without a secret', () => {
    expect(verifySignature(delivery, [], sentAt)).toBe('invalid')
  })

  it.each([
    ['five minutes old', 300_000, 'valid'],
    ['older', 300_001, 'stale'],
    ['five minutes ahead', -300_000, 'valid'],
    ['further ahead', -300_001, 'stale'],
  ] as const)('judges a delivery that is %s', (_what, ageMs, verdict) => {
    expect(verifySignature(delivery, [secret], sentAt + ageMs)).toBe(verdict)
  })
})
