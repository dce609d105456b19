import { expect } from 'vitest'
import type { Scene } from '../scene.ts'
import { screens } from '../tab.ts'

const thaiLetters = /[\u0E01-\u0E3A\u0E40-\u0E4E]/

export const payment: readonly Scene[] = [
  {
    name: 'a buyer fills the cart in Thai, confirms with a one-time password, and has paid',
    async play({ buyer, stack, picture }) {
      await buyer.openShop()
      await buyer.putIntoCart('tea')
      await buyer.putIntoCart('custard')
      await picture('shop.phone')
      await buyer.checkOut()
      await buyer.typeNumber('0812345678')
      await picture('checkout.phone')
      await buyer.tab.press('Enter')
      await buyer.arriveAtTrueMoney()

      const { seeOtp, code, confirm } = buyer.authorizeTexts
      await buyer.press('link', seeOtp)
      const { name: oneTimePassword } = await buyer.find('smsCode', '')
      await buyer.press('field', code)
      await buyer.tab.type(oneTimePassword)
      await picture('one-time-password.phone')
      await buyer.press('button', confirm)

      await buyer.seesSuccess()
      await buyer.sees('paragraph', '฿209.00')
      await picture('paid.phone')
      const { sources, charges } = await stack.simulator.state()
      expect(sources).toMatchObject([{ phone_number: '0812345678' }])
      expect(charges).toMatchObject([{ status: 'successful', amount: 20_900 }])
    },
  },
  {
    name: 'the same in English, without a Thai word',
    screen: screens.desktop,
    async play({ buyer, stack, picture }) {
      const hasThai = async () =>
        thaiLetters.test(
          String(await buyer.tab.evaluate("document.querySelector('main').innerText")),
        )
      await buyer.openShop()
      await buyer.switchLanguage()
      await buyer.putIntoCart('custard')
      await buyer.checkOut()
      await buyer.phoneField()
      expect(await hasThai()).toBe(false)
      await picture('checkout.desktop')
      await buyer.payWith('089-876-5432')
      await picture('truemoney.desktop')
      await buyer.succeed()
      await buyer.seesSuccess()
      expect(await hasThai()).toBe(false)
      await picture('paid.desktop')
      expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
    },
  },
  {
    name: 'a payment that the buyer cancels is told as such, and is tried again',
    async play({ buyer, stack, picture }) {
      const { texts, authorizeTexts } = buyer
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.payWith('081-234-5678')
      await buyer.press('link', authorizeTexts.seeOtp)
      await buyer.press('button', authorizeTexts.cancel)
      await buyer.seesFailure(texts().failures.payment_cancelled)
      await picture('failed.phone')

      await buyer.press('button', texts().failed.retry)
      await buyer.payWith('081-234-5678')
      await buyer.succeed()
      await buyer.seesSuccess()
      const charges = await stack.simulator.charges()
      expect(charges.map(({ status }) => status)).toEqual(['failed', 'successful'])
    },
  },
]
