import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { CheckoutState } from '../checkout/state.ts'
import type { Texts } from '../locales/texts.ts'
import { checkNote } from './check-note.ts'
import { offlineText } from './wording/offline-text.ts'

type LiveRegionProps = { state: CheckoutState; isOffline: boolean; texts: Texts }

/**
 * Says what happens while the focus stays where it is. The region is on the
 * page, empty, before its first word, because screen readers hear changes only.
 */
export function LiveRegion({ state, isOffline, texts }: LiveRegionProps): JSX.Element {
  const [said, say] = useState('')
  const message = (isOffline && offlineText(state, texts)) || announcement(state, texts)
  useEffect(() => say(message), [message])

  return (
    <p class="tmn-live" role="status">
      {said}
    </p>
  )
}

/** What moves the focus is read from there, and not said twice. */
function announcement(state: CheckoutState, texts: Texts): string {
  if (state.status === 'submitting') return texts.form.creating
  if (state.status === 'redirecting') return texts.form.leaving
  if (state.status === 'handedOver') return texts.form.handedOver
  if (state.status === 'unconfirmed') return checkNote(state.check, texts)
  return ''
}
