import type { ComponentChildren, JSX, TargetedKeyboardEvent, TargetedSubmitEvent } from 'preact'
import type { CheckoutState } from '../checkout/machine.ts'
import type { Checkout } from '../checkout/model.ts'
import { formatBaht } from '../money.ts'
import { Icon, Spinner } from './icons.tsx'
import { PhoneField } from './phone-field.tsx'
import type { Words } from './words.ts'

type FormState = Extract<
  CheckoutState,
  { status: 'ready' | 'submitting' | 'redirecting' | 'handedOver' }
>
type FormViewProps = { state: FormState; checkout: Checkout; words: Words; isInForm: boolean }

/** One form through three states, so that nothing jumps while the payment is prepared. */
export function FormView({
  state,
  checkout,
  words: { locale, texts },
  isInForm,
}: FormViewProps): JSX.Element {
  const isBusy = state.status !== 'ready'
  const error = state.status === 'ready' ? state.error : undefined

  return (
    <Frame isInForm={isInForm} isBusy={isBusy} title={texts.form.title} submit={checkout.submit}>
      <h2 class="tmn-title" part="title">
        <Icon name="wallet" />
        {texts.form.title}
      </h2>
      <PhoneField
        phone={state.phone}
        problem={state.status === 'ready' ? state.problem : undefined}
        isBusy={isBusy}
        isInForm={isInForm}
        texts={texts}
        onType={checkout.type}
      />
      {error !== undefined && (
        <p class="tmn-alert" part="alert" role="alert">
          {texts.formErrors[error]}
        </p>
      )}
      {/* Never disabled: that would take the focus away in the middle of the payment. */}
      <button
        class="tmn-button tmn-primary"
        part="button"
        type={isInForm ? 'button' : 'submit'}
        onClick={isInForm ? checkout.submit : undefined}
        aria-disabled={isBusy}
      >
        {isBusy && <Spinner />}
        {state.status === 'ready' && texts.form.pay(formatBaht(state.amount, locale))}
        {state.status === 'submitting' && texts.form.creating}
        {state.status === 'redirecting' && texts.form.leaving}
        {state.status === 'handedOver' && texts.form.handedOver}
      </button>
      <p class="tmn-note" part="note">
        {state.status === 'redirecting' ? (
          <a class="tmn-link" href={state.authorizeUri}>
            {texts.form.leaveByHand}
          </a>
        ) : (
          texts.form.next
        )}
      </p>
    </Frame>
  )
}

type FrameProps = {
  isInForm: boolean
  isBusy: boolean
  title: string
  submit(): void
  children: ComponentChildren
}

/** A form, or what does the same inside a form of the page: forms don't nest. */
function Frame({ isInForm, isBusy, title, submit, children }: FrameProps): JSX.Element {
  if (!isInForm) {
    const submitted = (event: TargetedSubmitEvent<HTMLFormElement>) => {
      event.preventDefault()
      submit()
    }
    return (
      <form class="tmn-form" part="form" noValidate aria-busy={isBusy} onSubmit={submitted}>
        {children}
      </form>
    )
  }

  const pressed = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.isComposing) return
    if (!(event.target instanceof HTMLInputElement)) return
    // Otherwise Enter would send the page's form.
    event.preventDefault()
    submit()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings looks of its own, and this is what it means
    <div
      class="tmn-form"
      part="form"
      role="group"
      aria-label={title}
      aria-busy={isBusy}
      onKeyDown={pressed}
    >
      {children}
    </div>
  )
}
