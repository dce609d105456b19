import { describe, expect, it } from 'vitest'
import { CheckoutError } from '../core/errors.ts'
import { chargesOf, sourcesOf } from './page-functions.ts'

const { signal } = new AbortController()
const request = {
  amountSatang: 100_000,
  fields: { method: 'truemoney', phoneNumber: '0812345678' },
} as const

describe('a source made by the page', () => {
  it('is asked for with amount and number, and taken by its id', async () => {
    const asked: unknown[] = []
    const sources = sourcesOf(async (wanted) => {
      asked.push(wanted)
      return 'src_test_1'
    })
    expect(await sources.createSource(request, signal)).toBe('src_test_1')
    expect(asked).toEqual([{ method: 'truemoney', amount: 100_000, phoneNumber: '0812345678' }])
  })

  it.each(['tokn_test_1', '', 'SRC_1'])('is not %j', async (answer) => {
    await expect(sourcesOf(async () => answer).createSource(request, signal)).rejects.toMatchObject(
      {
        code: 'callback_failed',
      },
    )
  })

  it('fails without a word about the number', async () => {
    const cause = new Error('0812345678 is not welcome')
    const sources = sourcesOf(() => Promise.reject(cause))
    const thrown: unknown = await sources.createSource(request, signal).catch((error) => error)
    expect(thrown).toMatchObject({ code: 'callback_failed', cause })
    expect(String(thrown)).not.toContain('0812345678')
  })
})

describe('a charge made by the page', () => {
  const charge = { source: 'src_test_1', amountSatang: 100_000 }
  const authorizeUri = 'https://pay.omise.co/a'

  it('answers where the buyer goes', async () => {
    const create = chargesOf(async ({ source, amount }) => {
      return { authorizeUri: `${authorizeUri}/${source}/${amount}` }
    })
    expect(await create(undefined, charge, signal)).toEqual({
      authorizeUri: `${authorizeUri}/src_test_1/100000`,
    })
  })

  it('may have been made when the function fails', async () => {
    const create = chargesOf(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(create(undefined, charge, signal)).rejects.toMatchObject({ code: 'server_failed' })
  })

  it('was not made where the function says so by an error of ours', async () => {
    const create = chargesOf(() =>
      Promise.reject(new CheckoutError('charge_refused', 'Expected stock, got none.')),
    )
    await expect(create(undefined, charge, signal)).rejects.toMatchObject({
      code: 'charge_refused',
    })
  })

  it('may have been made when the answer says nothing', async () => {
    const create = chargesOf(async () => JSON.parse('{"authorize_uri":"https://pay.omise.co/a"}'))
    await expect(create(undefined, charge, signal)).rejects.toMatchObject({
      code: 'unexpected_answer',
    })
  })
})

describe('a code from the page', () => {
  const create = (answer: unknown) => chargesOf(async () => JSON.parse(JSON.stringify(answer)))
  const request = { source: 'src_test_1', amountSatang: 100_000 }

  it.each([
    { imageUri: '/qr.svg' },
    { imageUri: '/qr.svg', saveUri: '/qr.png', expiresAt: '2026-03-20T10:10:00Z' },
  ])('is taken as %j', async (qr) => {
    expect(await create({ qr })(undefined, request, signal)).toEqual({ qr })
  })

  it.each([null, '/qr.svg', {}, { imageUri: 1 }, { imageUri: '/qr.svg', saveUri: 1 }])(
    'is not %j',
    async (qr) => {
      await expect(create({ qr })(undefined, request, signal)).rejects.toMatchObject({
        code: 'unexpected_answer',
      })
    },
  )
})
