import { signal } from '@preact/signals'
import { qrFile } from '../first/later-files.ts'
import type * as whole from '../methods/qr/panel.ts'

/** Whether it has come since somebody asked for it: who shows it shows it again then. */
const arrivals = signal(0)

/** Stands in for `methods/qr/panel.ts` where the code's view is a file of its own. */
export const qrPanel: typeof whole.qrPanel = () => {
  arrivals.value
  const here = qrFile.here()
  if (here) return here.QrPanel
  void qrFile.bring().then(
    () => {
      arrivals.value += 1
    },
    // Asked for again with the next thing to show.
    () => {},
  )
  return undefined
}
