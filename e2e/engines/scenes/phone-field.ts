import { expect } from 'vitest'
import type { Buyer } from '../buyer.ts'
import type { Scene } from '../scene.ts'
import type { Key } from '../tab.ts'

const caret = async (buyer: Buyer) => (await buyer.phoneField()).caret

/** What the field shows after these keys. */
async function after(buyer: Buyer, ...keys: readonly Key[]): Promise<string | null> {
  await buyer.tab.press(...keys)
  return caret(buyer)
}

async function typed(buyer: Buyer, text: string): Promise<string | null> {
  await buyer.tab.type(text)
  return caret(buyer)
}

/** Puts a text on the clipboard as a buyer does: from a page where it stands. */
async function copy({ tab }: Buyer, text: string): Promise<void> {
  await tab.evaluate(`(() => {
    const note = document.createElement('textarea')
    note.value = ${JSON.stringify(text)}
    document.body.append(note)
    note.focus()
  })()`)
  await tab.press('selectAll', 'copy')
  await tab.evaluate("document.querySelector('body > textarea').remove()")
}

const pasted = [
  '0812345678',
  '+66 81 234 5678',
  '+66 (0)81-234-5678',
  '0066812345678',
  '๐๘๑-๒๓๔-๕๖๗๘',
  '０８１２３４５６７８',
  ' 081 234–56.78 ',
]

export const phoneField: readonly Scene[] = [
  {
    name: 'typing groups the number and keeps the caret where the buyer writes',
    async play({ buyer, stack }) {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.press('field', buyer.texts().form.phoneLabel)
      expect(await typed(buyer, '0812')).toBe('081-2|')
      expect(await typed(buyer, '345678')).toBe('081-234-5678|')
      expect(await after(buyer, 'Home', 'ArrowRight', 'ArrowRight', 'Delete')).toBe('08|2-345-678')
      expect(await typed(buyer, '9')).toBe('089|-234-5678')
      expect(await after(buyer, 'ArrowRight', 'ArrowRight', 'Backspace')).toBe('089|-345-678')
      expect(await typed(buyer, '7')).toBe('089-7|34-5678')
      expect(await after(buyer, 'ArrowRight', 'ArrowRight', 'Delete')).toBe('089-734-|5678')
      expect(await after(buyer, 'Delete')).toBe('089-734-|678')
      expect(await after(buyer, 'End', 'Backspace', 'Backspace', 'Backspace')).toBe('089-734|')
    },
  },
  {
    name: 'deleting across a space, of a number that is not grouped yet, keeps the caret',
    async play({ buyer, stack }) {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.press('field', buyer.texts().form.phoneLabel)
      expect(await typed(buyer, '+66 81 23')).toBe('+66 81 23|')
      expect(await after(buyer, 'ArrowLeft', 'ArrowLeft', 'Backspace')).toBe('+66 81|23')
      expect(await after(buyer, 'Backspace')).toBe('+66 8|23')
      expect(await after(buyer, 'ArrowLeft', 'ArrowLeft', 'Delete')).toBe('+66|823')
      expect(await after(buyer, 'End', 'Backspace', 'Backspace')).toBe('+668|')
      expect(await typed(buyer, '12345678')).toBe('081-234-5678|')
    },
  },
  {
    name: 'a number is taken as it is pasted, in any digits, with any separators',
    async play({ buyer, stack }) {
      await buyer.openCheckout(await stack.placeOrder())
      for (const text of pasted) {
        await copy(buyer, text)
        await buyer.press('field', buyer.texts().form.phoneLabel)
        expect(await after(buyer, 'selectAll', 'paste'), text).toBe('081-234-5678|')
      }
      expect(await after(buyer, 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight')).toBe(
        '081|-234-5678',
      )
      for (let digit = 0; digit < 4; digit += 1) await buyer.tab.press('Delete')
      await copy(buyer, '99 9')
      await buyer.press('field', buyer.texts().form.phoneLabel)
      expect(await after(buyer, 'Home', 'ArrowRight', 'paste')).toBe('099-9|81-5678')
    },
  },
  {
    name: 'another number takes the place of the one that is selected, Thai digits too',
    async play({ buyer, stack, picture }) {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.typeNumber('0812345678')
      expect(await after(buyer, 'selectAll')).toBe('|081-234-5678|')
      expect(await typed(buyer, '๐๘๙๙๙๙๐๐๐๐')).toBe('089-999-0000|')
      await picture('number.phone')
      await buyer.tab.press('Enter')
      await buyer.arriveAtTrueMoney()
      const { sources } = await stack.simulator.state()
      expect(sources).toMatchObject([{ phone_number: '0899990000' }])
    },
  },
  {
    name: 'a digit too many stays to be seen, is explained, and nothing is sent',
    async play({ buyer, stack, picture }) {
      const { fieldProblems } = buyer.texts()
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.typeNumber('08123456789')
      expect(await caret(buyer)).toBe('081-234-56789|')
      await buyer.tab.press('Enter')
      await buyer.sees('alert', fieldProblems.too_long)
      expect(await buyer.phoneField()).toMatchObject({ isInvalid: true, isFocused: true })
      await picture('number-too-long.phone')
      expect((await stack.simulator.state()).sources).toEqual([])

      expect(await after(buyer, 'Backspace')).toBe('081-234-5678|')
      expect(await buyer.phoneField()).toMatchObject({ isInvalid: false })
    },
  },
]
