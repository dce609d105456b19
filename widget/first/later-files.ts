import type { Locale } from '../locales/locale.ts'
import type { Texts } from '../locales/texts.ts'
import { type LaterFile, laterFile } from './later-file.ts'

/** What a checkout is, beyond a form to type into. */
export const payFile = laterFile('pay', () => import('../script/pay-file.ts'))

/** What speaks to Omise and to the merchant's server. */
export const clientsFile = laterFile('clients', () => import('../script/clients-file.ts'))

/** For pages that show the checkout above them. */
export const overlayFile = laterFile('overlay', () => import('../script/overlay-file.ts'), payFile)

/** For pages that show a code to scan. */
export const qrFile = laterFile('qr', () => import('../script/qr-file.ts'), payFile)

/** For developers whose page has something wrong. */
export const adviceFile = laterFile('advice', () => import('../script/advice-file.ts'))

/** All that the checkout says, in the language that this buyer reads. */
export const languageFiles: Record<Locale, LaterFile<Texts>> = {
  th: laterFile('th', () => import('../locales/th.ts')),
  en: laterFile('en', () => import('../locales/en.ts')),
  ja: laterFile('ja', () => import('../locales/ja.ts')),
}
