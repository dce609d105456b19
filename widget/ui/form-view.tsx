import type { JSX, TargetedSubmitEvent } from 'preact'
import type { Checkout } from '../checkout/model.ts'
import type { CheckoutState } from '../checkout/state.ts'
import { formatBaht } from '../core/money.ts'
import { fill } from '../locales/fill.ts'
import { isTyped } from '../methods/draft.ts'
import type { ShowQr } from '../methods/qr/qr-panel.tsx'
import { DraftFields } from '../methods/views.tsx'
import { nextNote } from '../methods/waiting.ts'
import { usePlatform } from './hooks/use-platform.ts'
import { useUniqueId } from './hooks/use-unique-id.ts'
import { Icon, Spinner } from './icons.tsx'
import { OtherWay } from './other-way.tsx'
import type { Words } from './wording/words.ts'

type FormState = Extract<
  CheckoutState,
  { status: 'ready' | 'submitting' | 'redirecting' | 'handedOver' }
>
type FormViewProps = {
  state: FormState
  offline: string | undefined
  checkout: Checkout
  words: Words
  qrPanel: ShowQr
  /** Whether the way out of an app is offered: then another way to pay would be one action too many. */
  hasWayOut: boolean
}

/** The form, which stays in place while the payment is prepared. */
export function FormView({
  state,
  offline,
  checkout,
  words: { texts },
  qrPanel,
  hasWayOut,
}: FormViewProps): JSX.Element {
  const id = useUniqueId()
  const platform = usePlatform()
  const isBusy = state.status !== 'ready'
  const error = state.status === 'ready' ? state.error : undefined

  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    // A merchant's own form around it must not be submitted.
    event.stopPropagation()
    checkout.submit()
  }

  return (
    <form class="tmn-form" part="form" noValidate aria-busy={isBusy} onSubmit={submit}>
      <h2 class="tmn-title" part="title">
        <Icon name="wallet" />
        {texts.form.title}
      </h2>
      <DraftFields
        draft={state.draft}
        problem={state.status === 'ready' ? state.problem : undefined}
        isBusy={isBusy}
        id={id}
        texts={texts}
        qrPanel={qrPanel}
        onFocus={checkout.prepare}
        onType={checkout.type}
      />
      {/* Never disabled: it would lose the focus in the middle of the payment. */}
      <button
        class="tmn-button tmn-primary"
        part="button primary"
        type="submit"
        aria-disabled={isBusy}
        data-tmn-focus={!isTyped(state.draft.method) || undefined}
      >
        {isBusy && <Spinner />}
        {state.status === 'ready' && fill(texts.form.pay, formatBaht(state.amount))}
        {state.status === 'submitting' && texts.form.creating}
        {state.status === 'redirecting' && texts.form.leaving}
        {state.status === 'handedOver' && texts.form.handedOver}
      </button>
      {/* Below the button, which would move away under a thumb otherwise. */}
      {offline ? (
        // The live region announces it.
        <p class="tmn-alert" part="alert">
          {offline}
        </p>
      ) : (
        error !== undefined && (
          <p class="tmn-alert" part="alert" role="alert">
            {texts.formErrors[error]}
          </p>
        )
      )}
      <p class="tmn-note" part="note">
        {state.status === 'redirecting' ? (
          <a class="tmn-link" part="link" href={state.authorizeUri} target="_top">
            {texts.form.leaveByHand}
          </a>
        ) : (
          nextNote(state.draft, platform, texts)
        )}
      </p>
      {!isBusy && !hasWayOut && <OtherWay checkout={checkout} texts={texts} />}
    </form>
  )
}
