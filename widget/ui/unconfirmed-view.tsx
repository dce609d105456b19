import type { JSX } from 'preact'
import type { Checkout } from '../checkout/model.ts'
import type { CheckoutState } from '../checkout/state.ts'
import type { ShowQr } from '../methods/qr/qr-panel.tsx'
import { renewWords, waitingWords } from '../methods/waiting.ts'
import { checkNote } from './check-note.ts'
import { Notice } from './notice.tsx'
import { OrderFacts } from './order-facts.tsx'
import { OtherWay } from './other-way.tsx'
import { WaitFacts } from './wait-facts.tsx'
import type { Words } from './wording/words.ts'

type UnconfirmedViewProps = {
  state: Extract<CheckoutState, { status: 'unconfirmed' }>
  offline: string | undefined
  checkout: Checkout
  words: Words
  qrPanel: ShowQr
}

/** A payment that is not confirmed yet: how to continue it, check it, or pay in another way. */
export function UnconfirmedView({
  state,
  offline,
  checkout,
  words: all,
  qrPanel,
}: UnconfirmedViewProps): JSX.Element {
  const { checkNow, paused } = all.texts.unconfirmed
  const words = waitingWords(state, all.texts)
  const isPaused = state.check === 'paused'
  const hasAmount = state.amount !== undefined
  const Panel = state.qr && qrPanel()
  const goesOn = words.continue !== undefined && state.authorizeUri !== undefined && hasAmount
  const isOver = words.continue === undefined && hasAmount && !state.qr
  const hasMain = goesOn || isOver
  const renew = renewWords(state.draft, all.texts)
  // Two buttons at most. A pressed one stays, because it has the focus.
  const hasCheck = !(hasMain || state.qr) || state.check !== 'quiet'
  const hasAnother = hasAmount && !((hasMain || state.qr) && hasCheck)
  const hasOther = checkout.other() !== undefined

  // The live region announces the same; this is for the eyes.
  const note = offline || isPaused ? '' : checkNote(state.check, all.texts)

  return (
    <Notice
      tone="quiet"
      icon={state.qr ? undefined : 'clock'}
      title={words.title}
      body={isPaused ? paused : words.body}
    >
      <OrderFacts
        // With a code, the amount is next to the code.
        amount={state.qr ? undefined : state.amount}
        reference={state.reference}
        texts={all.texts}
      />
      {offline && (
        <p class="tmn-alert" part="alert" aria-hidden="true">
          {offline}
        </p>
      )}
      {Panel && state.qr && (
        <Panel
          qr={state.qr}
          amount={state.amount}
          texts={all.texts}
          onRenew={hasAmount ? checkout.renew : undefined}
        />
      )}
      <div class="tmn-actions">
        {goesOn && (
          <Action rank="primary" label={words.continue} onPress={checkout.continueAtTrueMoney} />
        )}
        {isOver && (
          <Action
            rank="primary"
            label={words.anew}
            onPress={renew === undefined ? checkout.useAnotherNumber : checkout.renew}
          />
        )}
        {hasCheck && (
          <Action
            rank={hasMain || state.qr ? 'secondary' : 'primary'}
            label={checkNow}
            onPress={checkout.checkNow}
          />
        )}
        {hasAnother && hasOther && <OtherWay checkout={checkout} texts={all.texts} />}
        {hasAnother && !hasOther && !isOver && renew === undefined && (
          <Action rank="plain" label={words.anew} onPress={checkout.useAnotherNumber} />
        )}
      </div>
      {/* A code has its own clock, and only works while this page shows it. */}
      {!state.qr && <WaitFacts wait={state} isLong hasExpiry={words.hasExpiry} words={all} />}
      {note !== '' && (
        <p class="tmn-note" part="note" aria-hidden="true">
          {note}
        </p>
      )}
    </Notice>
  )
}

type ActionProps = {
  rank: 'primary' | 'secondary' | 'plain'
  label: string | undefined
  onPress(): void
}

function Action({ rank, label, onPress }: ActionProps): JSX.Element {
  return (
    <button
      class={`tmn-button tmn-${rank}`}
      part={`button ${rank}`}
      type="button"
      onClick={onPress}
    >
      {label}
    </button>
  )
}
