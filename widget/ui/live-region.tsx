import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { CheckoutState } from '../checkout/state.ts'
import type { Texts } from '../locales/texts.ts'
import { checkNote } from './check-note.ts'
import { offlineText } from './wording/offline-text.ts'

type LiveRegionProps = { state: CheckoutState; isOffline: boolean; texts: Texts }

/**
 * Announces changes while the focus stays where it is. The region is rendered
 * empty first, because screen readers announce changes only.
 */
export function LiveRegion({ state, isOffline, texts }: LiveRegionProps): JSX.Element {
  const [announced, announce] = useState('')
  const message = (isOffline && offlineText(state, texts)) || announcement(state, texts)
  useEffect(() => announce(message), [message])

  return (
    <p class="tmn-live" role="status">
      {announced}
    </p>
  )
}

/** Returns the announcement. A view that moves the focus is read out by that, and not announced twice. */
function announcement(state: CheckoutState, texts: Texts): string {
  if (state.status === 'submitting') return texts.form.creating
  if (state.status === 'redirecting') return texts.form.leaving
  if (state.status === 'handedOver') return texts.form.handedOver
  if (state.status === 'unconfirmed') return checkNote(state.check, texts)
  return ''
}
