import { beforeAll, describe, expect, it } from 'vitest'
import { type NewCharge, type PaymentProvider, ProviderError } from '../checkout/provider.ts'

export type OmiseAccount = {
  /** The client under test, for one API version. */
  readonly client: PaymentProvider
  readonly apiUrl: string
  readonly publicKey: string
}

/**
 * What the client needs of Omise. Run against the simulator always, and against
 * Omise's own test mode with test keys: where the two differ, the simulator is
 * wrong.
 */
export function describeOmise(name: string, open: () => Promise<OmiseAccount>): void {
  describe(name, () => {
    let account: OmiseAccount
    beforeAll(async () => {
      account = await open()
    })

    it('charges a source that a browser made, by its id', async () => {
      const sourceId = await makeSource(account, '0812345678')
      const wanted = newCharge({ id: sourceId })
      const charge = await account.client.createCharge(wanted)
      expect(charge).toMatchObject({
        status: 'pending',
        amountSatang: 100_000,
        currency: 'THB',
        orderId: wanted.orderId,
        attemptId: wanted.attemptId,
        shopName: 'the shop',
        method: 'truemoney',
        phoneNumber: '0812345678',
        failureCode: null,
        paidAt: null,
      })
      expect(charge.id).toMatch(/^chrg_test_[0-9a-z]+$/)
      expect(new URL(charge.authorizeUri ?? '').pathname).toMatch(/^\/payments\/\w+\/authorize$/)
      expect(charge.expiresAt).toBeGreaterThan(charge.createdAt)
    })

    it('makes source and charge in one call', async () => {
      const charge = await account.client.createCharge(newCharge(inOneCall))
      expect(charge).toMatchObject({ status: 'pending', phoneNumber: '0812345678' })
    })

    it('reads a charge back as it was answered', async () => {
      const charge = await account.client.createCharge(newCharge(inOneCall))
      expect(await account.client.getCharge(charge.id)).toEqual(charge)
    })

    it('lists charges newest first, with the attempts that they are of', async () => {
      const since = Date.now() - 60_000
      const wanted = [1, 2].map(() => newCharge(inOneCall))
      for (const one of wanted) await account.client.createCharge(one)
      const attempts: (string | null)[] = []
      for await (const one of account.client.listCharges(since)) attempts.push(one.attemptId)
      const mine = attempts.filter((id) => wanted.some(({ attemptId }) => attemptId === id))
      expect(mine).toEqual(wanted.map(({ attemptId }) => attemptId).reverse())
    })

    it('expires a pending charge once', async () => {
      const charge = await account.client.createCharge(newCharge(inOneCall))
      expect(await account.client.expireCharge(charge.id)).toMatchObject({ status: 'expired' })
      await expect(account.client.expireCharge(charge.id)).rejects.toMatchObject({
        outcome: 'refused',
      })
    })

    it('knows method and phone number of a source', async () => {
      const sourceId = await makeSource(account, '0898765432')
      expect(await account.client.getSource(sourceId)).toEqual({
        method: 'truemoney',
        phoneNumber: '0898765432',
      })
    })

    it.each([
      [
        'a charge that does not exist',
        (client: PaymentProvider) => client.getCharge('chrg_test_5fxf2nobody0000000'),
        'not_found',
      ],
      [
        'a source that does not exist',
        (client: PaymentProvider) =>
          client.createCharge(newCharge({ id: 'src_test_5fxf2nobody00000000' })),
        'not_found',
      ],
      [
        'an amount below the minimum',
        (client: PaymentProvider) =>
          client.createCharge({ ...newCharge(inOneCall), amountSatang: 100 }),
        /^(bad_request|invalid_charge|invalid_amount)$/,
      ],
    ])('says that Omise refused %s, with its code', async (_what, call, code) => {
      const error = await call(account.client).catch((thrown: unknown) => thrown)
      if (!(error instanceof ProviderError)) throw new Error('expected a ProviderError')
      expect(error.outcome).toBe('refused')
      expect(error.code).toEqual(typeof code === 'string' ? code : expect.stringMatching(code))
    })
  })
}

async function makeSource(
  { apiUrl, publicKey }: OmiseAccount,
  phoneNumber: string,
): Promise<string> {
  const response = await fetch(`${apiUrl}/sources`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${publicKey}:`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      type: 'truemoney',
      amount: 100_000,
      currency: 'THB',
      phone_number: phoneNumber,
    }),
  })
  const { id } = await response.json()
  return String(id)
}

let attempts = 0

const inOneCall = { method: 'truemoney', phoneNumber: '0812345678' } as const

function newCharge(source: NewCharge['source']) {
  attempts += 1
  const unique = `${Date.now().toString(36)}_${attempts}`
  return {
    amountSatang: 100_000,
    currency: 'THB',
    source,
    returnUri: 'https://shop.example/checkout/return?order=ord_1&token=t',
    orderId: `ord_${unique}`,
    attemptId: `att_${unique}`,
    shopName: 'the shop',
    reference: `SO-${unique}`,
    description: '2 items',
    metadata: { branch: 'BKK' },
  } as const
}
