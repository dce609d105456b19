import { en } from '../locales/en.ts'
import { textProblems } from '../locales/text-problems.ts'
import type { CheckoutOptions } from './options.ts'
import { readOptions, type Settings } from './read-options.ts'

/** `readOptions`, and whatever is wrong with the merchant's own words. (The script has its own: `script/check-options.ts`.) */
export function checkOptions(options: CheckoutOptions): Settings {
  return readOptions(options, (texts) => textProblems(texts, en))
}
