/** The manual's pictures: which screens of the running demo each of them shows. */
import { scenes } from '../support/scenes.ts'
import type { Buyer, Language } from '../support/shop-page.ts'
import type { Stack } from '../support/stack.ts'

export type Shot = {
  readonly caption: string
  /** The whole screen of a phone, or the checkout alone. */
  readonly of: 'screen' | 'checkout'
  show(buyer: Buyer, stack: Stack): Promise<unknown>
}

export type Picture = {
  readonly name: string
  readonly language: Language
  readonly shots: readonly Shot[]
  readonly columns: number
  /** Dots per pixel: as many as keep the file small. */
  readonly sharpness: number
}

/** Each state of the checkout, by its scene, with its name in the picture. */
const paying = [
  { scene: 'form', en: 'The form', th: 'แบบฟอร์ม' },
  { scene: 'form-wrong-number', en: 'A wrong number', th: 'เบอร์ไม่ถูกต้อง' },
  { scene: 'form-omise-busy', en: 'Omise is busy', th: 'Omise ไม่ว่าง' },
  { scene: 'return-verifying', en: 'Back, and asking', th: 'กลับมา กำลังตรวจสอบ' },
]
const results = [
  { scene: 'back-from-truemoney', en: 'Not confirmed yet', th: 'ยังไม่ยืนยัน' },
  { scene: 'return-successful', en: 'Paid', th: 'ชำระแล้ว' },
  { scene: 'return-failed', en: 'Failed', th: 'ไม่สำเร็จ' },
  { scene: 'return-expired', en: 'Expired', th: 'หมดเวลา' },
]

export const pictures: readonly Picture[] = [
  wayOfABuyer('readme-phone', 'en'),
  wayOfABuyer('quick-start.th', 'th'),
  wayOfABuyer('quick-start.ja', 'ja'),
  whatBuyersSee('paying', paying, 'en'),
  whatBuyersSee('results', results, 'en'),
  whatBuyersSee('paying', paying, 'th'),
  whatBuyersSee('results', results, 'th'),
]

function wayOfABuyer(name: string, language: Language): Picture {
  const typed: Shot = {
    caption: '',
    of: 'screen',
    show: async (buyer, stack) => {
      await buyer.openCheckout(await stack.placeOrder())
      await buyer.phoneField().fill('081-234-5678')
      // Its caret comes and goes.
      await buyer.phoneField().blur()
    },
  }
  const later = ['truemoney-otp', 'return-successful'].map((scene) => shotOf(scene, '', 'screen'))
  return { name, language, shots: [typed, ...later], columns: 3, sharpness: 1.4 }
}

function whatBuyersSee(name: string, states: typeof paying, language: 'en' | 'th'): Picture {
  const shots = states.map((state) => shotOf(state.scene, state[language], 'checkout'))
  return { name: `${name}.${language}`, language, shots, columns: 4, sharpness: 1.2 }
}

/** A scene of `scenes.ts`, or the form as it is at first. */
function shotOf(name: string, caption: string, of: Shot['of']): Shot {
  if (name === 'form')
    return {
      caption,
      of,
      show: async (buyer, stack) => buyer.openCheckout(await stack.placeOrder()),
    }
  const scene = scenes.find((candidate) => candidate.name === name)
  if (scene === undefined)
    throw new Error(`Expected a scene of e2e/support/scenes.ts, got ${name}.`)
  return { caption, of, show: scene.show }
}
