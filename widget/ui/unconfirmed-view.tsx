import type { JSX } from 'preact'
import type { Checkout } from '../checkout/model.ts'
import type { CheckoutState } from '../checkout/state.ts'
import { checkNote } from './check-note.ts'
import { Notice } from './notice.tsx'
import { WaitFacts } from './wait-facts.tsx'
import type { Words } from './words.ts'

type UnconfirmedViewProps = {
  state: Extract<CheckoutState, { status: 'unconfirmed' }>
  offline: string | undefined
  checkout: Checkout
  words: Words
}

/** The payment hangs in the air: what to do if it was confirmed, if it was not, and if it never will be. */
export function UnconfirmedView({
  state,
  offline,
  checkout,
  words: all,
}: UnconfirmedViewProps): JSX.Element {
  const words = all.texts.unconfirmed
  const canContinue = state.authorizeUri !== undefined && state.amount !== undefined

  const isPaused = state.check === 'paused'

  // The live region says the same; on the page it is for the eyes.
  const note = offline || isPaused ? '' : checkNote(state.check, all.texts)

  return (
    <Notice
      tone="quiet"
      icon="clock"
      title={words.title}
      body={isPaused ? words.paused : words.body}
    >
      {offline && (
        <p class="tmn-alert" part="alert" aria-hidden="true">
          {offline}
        </p>
      )}
      <div class="tmn-actions">
        {canContinue && (
          <button
            class="tmn-button tmn-primary"
            part="button primary"
            type="button"
            onClick={checkout.continueAtTrueMoney}
          >
            {words.continue}
          </button>
        )}
        <button
          class={`tmn-button ${canContinue ? 'tmn-secondary' : 'tmn-primary'}`}
          part={`button ${canContinue ? 'secondary' : 'primary'}`}
          type="button"
          onClick={checkout.checkNow}
        >
          {words.checkNow}
        </button>
        {state.amount !== undefined && (
          <button
            class="tmn-button tmn-plain"
            part="button plain"
            type="button"
            onClick={checkout.useAnotherNumber}
          >
            {words.anotherNumber}
          </button>
        )}
      </div>
      <WaitFacts wait={state} isLong words={all} />
      {note !== '' && (
        <p class="tmn-note" part="note" aria-hidden="true">
          {note}
        </p>
      )}
    </Notice>
  )
}
