import { toCheckoutError } from '../core/errors.ts'
import { readOptions } from '../options/read-options.ts'
import { notifyClosed } from '../overlay/notify-closed.ts'
import type { OverlayExtras, OverlayHandle, OverlayOptions } from '../overlay/open.tsx'
import { surroundingsOf } from '../ui/surroundings/surroundings.ts'
import { keepBringing } from './keep-bringing.ts'
import type { LaterFiles } from './later-files.ts'
import { tellError } from './tell-error.ts'
import { withWords } from './with-words.ts'

let waiting: OverlayHandle | undefined

/**
 * `open`, before its file is there too: the overlay opens as soon as it
 * is. Where it does not come, that is told by `onError` and `tmn:error`, and
 * then the overlay is closed, which it never was open for.
 */
export function openFirst(files: LaterFiles, options: OverlayOptions): OverlayHandle {
  let settings = readOptions(options)
  let extras: OverlayExtras = options
  waiting?.close()
  const { locale } = surroundingsOf(document.body, settings.locale)
  const file = withWords(files, files.overlay, settings, locale)
  const here = file.here()
  if (here) return here.open(files, settings, extras)

  let overlay: OverlayHandle | undefined
  let isOver = false

  const end = () => {
    isOver = true
    stopBringing()
    if (waiting === handle) waiting = undefined
  }
  const close = () => {
    if (isOver) return
    end()
    notifyClosed('page', extras)
  }
  const giveUp = (thrown: unknown) => {
    if (isOver) return
    tellError(document, settings, toCheckoutError(thrown))
    close()
  }
  const { stopBringing } = keepBringing(
    file,
    ({ open }) => {
      if (isOver) return
      try {
        overlay = open(files, settings, extras)
        end()
      } catch (thrown) {
        giveUp(thrown)
      }
    },
    giveUp,
    true,
  )

  const handle: OverlayHandle = {
    update: (changes) => {
      if (overlay) return overlay.update(changes)
      if (isOver) return
      settings = readOptions({ ...settings, ...changes })
      extras = { ...extras, ...changes }
    },
    submit: () => overlay?.submit(),
    focus: () => overlay?.focus(),
    reset: () => overlay?.reset(),
    unmount: () => handle.close(),
    close: () => (overlay ? overlay.close() : close()),
  }
  waiting = handle
  return handle
}
