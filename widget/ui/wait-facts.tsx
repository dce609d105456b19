import type { JSX } from 'preact'
import type { Wait } from '../checkout/state.ts'
import { fill } from '../locales/fill.ts'
import { formatDuration, formatTime } from './wording/time.ts'
import type { Words } from './wording/words.ts'

type WaitFactsProps = {
  wait: Wait
  /** Whether the buyer sees it long enough to need an explanation. */
  isLong: boolean
  hasExpiry?: boolean
  words: Words
}

/** How long a payment has waited, until when it can be confirmed, and that the page can be closed. */
export function WaitFacts({ wait, isLong, hasExpiry = true, words }: WaitFactsProps): JSX.Element {
  const { locale, texts } = words
  const { mayClose, expires, waited } = texts.waiting
  const end = wait.expiresAt && formatTime(wait.expiresAt, locale)
  const duration = formatDuration(wait.waitedMs, locale)

  return (
    <div class="tmn-facts" part="facts">
      {isLong && <p class="tmn-note">{mayClose}</p>}
      {isLong && hasExpiry && end && <p class="tmn-note">{fill(expires, end)}</p>}
      {duration && <p class="tmn-note">{fill(waited, duration)}</p>}
    </div>
  )
}
