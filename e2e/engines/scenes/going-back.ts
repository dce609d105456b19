import { expect } from 'vitest'
import type { Scene } from '../scene.ts'

export const goingBack: readonly Scene[] = [
  {
    name: 'back from TrueMoney, the form asks the server, and the buyer goes on to the same charge',
    async play({ buyer, stack, keepsPages, picture }) {
      const { continue: goOn } = buyer.texts().unconfirmed
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.tab.evaluate('(() => { window.wasKept = true })()')
      await buyer.payWith('081-234-5678')
      const authorizeUri = await buyer.address()
      await buyer.tab.back()
      await buyer.sees('title', buyer.texts().unconfirmed.title)
      expect(await buyer.tab.evaluate("'wasKept' in window")).toBe(keepsPages)
      await picture('back-from-truemoney.phone')
      await buyer.press('button', goOn)
      await buyer.arriveAtTrueMoney()
      expect(await buyer.address()).toBe(authorizeUri)
      await buyer.succeed()
      await buyer.seesSuccess()
      expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
    },
  },
  {
    name: 'back from TrueMoney, another number makes another charge, and the first is expired',
    async play({ buyer, stack }) {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.payWith('081-234-5678')
      await buyer.tab.back()
      await buyer.press('button', buyer.texts().unconfirmed.anotherNumber)
      await buyer.payWith('089-999-0000')
      expect(await stack.simulator.charges()).toMatchObject([
        { status: 'expired', source: { phone_number: '0812345678' } },
        { status: 'pending', source: { phone_number: '0899990000' } },
      ])
    },
  },
  {
    name: 'back from TrueMoney after paying elsewhere, the form is the result',
    async play({ buyer, stack }) {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.payWith('081-234-5678')
      const [charge] = await stack.simulator.charges()
      if (charge === undefined) throw new Error('Expected a charge at Omise, found none.')
      await stack.simulator.decide(charge, { decision: 'successful' })
      await buyer.tab.back()
      await buyer.seesSuccess()
      expect(await stack.simulator.charges()).toHaveLength(1)
    },
  },
]
