import { signal } from '@preact/signals'
import { languageFiles } from '../first/later-files.ts'
import type * as whole from '../locales/languages.ts'
import { locales } from '../locales/locale.ts'

/** How many have come since somebody asked for them. */
const arrivals = signal(0)
let spoken: ReturnType<typeof whole.speak> | undefined

/**
 * Stands in for `locales/languages.ts` where each language is a file of its own.
 * One that is not there yet is asked for, and meanwhile the one that this page
 * spoke last is spoken on; who shows it shows it again when the other has come.
 */
export const speak: typeof whole.speak = (locale) => {
  arrivals.value
  const texts = languageFiles[locale].here()
  if (texts) {
    spoken = { locale, texts }
    return spoken
  }
  void languageFiles[locale].bring().then(
    () => {
      arrivals.value += 1
    },
    // Asked for again with the next thing to say.
    () => {},
  )
  spoken ??= anyThatIsHere()
  if (spoken) return spoken
  throw new Error('Expected one language of the script to be there before anything is said.')
}

/** A language that has come, whichever it is. */
export function anyThatIsHere(): typeof spoken {
  for (const locale of locales) {
    const texts = languageFiles[locale].here()
    if (texts) return { locale, texts }
  }
  return undefined
}
