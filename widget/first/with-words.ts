import type { Locale } from '../locales/locale.ts'
import type { CheckoutOptions } from '../options/options.ts'
import type { LaterFile } from './later-file.ts'
import type { LaterFiles } from './later-files.ts'

/** A file, together with what it says to this buyer, and to the developer of a page that has words of its own. */
export function withWords<Content>(
  files: LaterFiles,
  file: LaterFile<Content>,
  { texts }: CheckoutOptions,
  locale: Locale,
): Pick<LaterFile<Content>, 'here' | 'bring'> {
  const language = files[locale]
  return {
    here: () => language.here() && file.here(),
    bring: async () => {
      // Nobody is kept from paying because there is no advice.
      const advice = texts && files.advice.bring().catch(() => undefined)
      const [content] = await Promise.all([file.bring(), language.bring(), advice])
      return content
    },
  }
}
