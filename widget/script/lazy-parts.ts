import { signal } from '@preact/signals'
import type { LaterFile } from '../first/later-file.ts'
import { adviceFile, clientsFile, languageFiles, qrFile } from '../first/later-files.ts'
import { locales } from '../locales/locale.ts'
import type { Parts } from '../mount/parts.ts'
import type { Words } from '../ui/wording/words.ts'
import { warn } from './tell-developer.ts'

/** How many files have come since somebody asked for one. */
const arrivals = signal(0)
let spoken: Words | undefined

/**
 * The parts of a checkout that come in files of their own, each when it is
 * needed. A request waits for its file and fails with `script_incomplete` where
 * that does not come: nothing was sent then.
 */
export const lazyParts: Parts = {
  prepareClients: clientsFile.prepare,

  createOmiseClient: (options) => ({
    createSource: async (...request) => {
      const { createOmiseClient } = await clientsFile.bring()
      return createOmiseClient(options).createSource(...request)
    },
  }),

  createMerchantClient: (options) => {
    const bring = async () => (await clientsFile.bring()).createMerchantClient(options)
    return {
      createCharge: async (...request) => (await bring()).createCharge(...request),
      getPayment: async (...request) => (await bring()).getPayment(...request),
    }
  },

  /** Speaks the language that this page spoke last until another has come. */
  speak: (locale) => {
    const texts = contentOf(languageFiles[locale])
    spoken = texts ? { locale, texts } : (spoken ?? anyLanguage())
    if (spoken) return spoken
    throw new Error('Expected one language of the script to be there before anything is said.')
  },

  /** Where the advice is not there yet, it warns of problems when it is. */
  textProblems: (texts) => {
    const ours = anyLanguage()?.texts
    if (texts === undefined || !ours) return []
    const here = adviceFile.here()
    if (here) return here.textProblems(texts, ours)
    void adviceFile.bring().then(
      (advice) => {
        for (const problem of advice.textProblems(texts, ours)) warn(problem)
      },
      () => {},
    )
    return []
  },

  qrPanel: () => contentOf(qrFile)?.QrPanel,
}

/** What is in the file, or `undefined` while it is on its way: the view or effect that called this runs again then. */
function contentOf<Content>(file: LaterFile<Content>): Content | undefined {
  arrivals.value
  const here = file.here()
  if (here) return here
  void file.bring().then(
    () => {
      arrivals.value += 1
    },
    // It is loaded again with the next thing to show.
    () => {},
  )
  return undefined
}

function anyLanguage(): Words | undefined {
  for (const locale of locales) {
    const texts = languageFiles[locale].here()
    if (texts) return { locale, texts }
  }
  return undefined
}
