import { signal } from '@preact/signals'
import type { LaterFile } from '../first/later-file.ts'
import type { LaterFiles } from '../first/later-files.ts'
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
export function createLazyParts(files: LaterFiles): Parts {
  return {
    prepareClients: files.clients.prepare,

    createOmiseClient: (options) => ({
      createSource: async (...request) => {
        const { createOmiseClient } = await files.clients.bring()
        return createOmiseClient(options).createSource(...request)
      },
    }),

    createMerchantClient: (options) => {
      const bring = async () => (await files.clients.bring()).createMerchantClient(options)
      return {
        createCharge: async (...request) => (await bring()).createCharge(...request),
        getPayment: async (...request) => (await bring()).getPayment(...request),
      }
    },

    /** Speaks the language that this page spoke last until another has come. */
    speak: (locale) => {
      const texts = contentOf(files[locale])
      spoken = texts ? { locale, texts } : (spoken ?? anyLanguage(files))
      if (spoken) return spoken
      throw new Error('Expected one language of the script to be there before anything is said.')
    },

    /** Where the advice is not there yet, it warns of problems when it is. */
    textProblems: (texts) => {
      const ours = anyLanguage(files)?.texts
      if (texts === undefined || !ours) return []
      const here = files.advice.here()
      if (here) return here.textProblems(texts, ours)
      void files.advice.bring().then(
        (advice) => {
          for (const problem of advice.textProblems(texts, ours)) warn(problem)
        },
        () => {},
      )
      return []
    },

    qrPanel: () => contentOf(files.qr)?.QrPanel,
  }
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

function anyLanguage(files: LaterFiles): Words | undefined {
  for (const locale of locales) {
    const texts = files[locale].here()
    if (texts) return { locale, texts }
  }
  return undefined
}
