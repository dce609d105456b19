import type { Locale } from '../locales/locale.ts'
import type { Texts } from '../locales/texts.ts'
import type { advice } from '../script/advice-file.ts'
import type { clients } from '../script/clients-file.ts'
import type { overlay } from '../script/overlay-file.ts'
import type { pay } from '../script/pay-file.ts'
import type { qr } from '../script/qr-file.ts'
import { type LaterFile, laterFile } from './later-file.ts'

/** What each later file exports under its own name. */
export type FileContents = Record<Locale, Texts> & {
  /** What a checkout is, beyond a form to type into. */
  pay: typeof pay
  /** What speaks to Omise and to the merchant's server. */
  clients: typeof clients
  /** For pages that show the checkout above them. */
  overlay: typeof overlay
  /** For pages that show a code to scan. */
  qr: typeof qr
  /** For developers whose page has something wrong. */
  advice: typeof advice
}

/** Loads the module of that file: from the build, or in development from source. */
export type LoadFile = (name: keyof FileContents) => Promise<unknown>

export type LaterFiles = { [Name in keyof FileContents]: LaterFile<FileContents[Name]> }

export function createLaterFiles(load: LoadFile): LaterFiles {
  return {
    pay: laterFile('pay', load),
    clients: laterFile('clients', load),
    overlay: laterFile('overlay', load),
    qr: laterFile('qr', load),
    advice: laterFile('advice', load),
    th: laterFile('th', load),
    en: laterFile('en', load),
    ja: laterFile('ja', load),
  }
}
