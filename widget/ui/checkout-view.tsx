import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import type { CheckoutState } from '../checkout/machine.ts'
import type { Checkout } from '../checkout/model.ts'
import type { Locale } from '../locales/locale.ts'
import { unreachable } from '../unreachable.ts'
import { FormView } from './form-view.tsx'
import { LiveRegion } from './live-region.tsx'
import { Notice } from './notice.tsx'
import { ResultView } from './result-view.tsx'
import { UnconfirmedView } from './unconfirmed-view.tsx'
import { useFocus } from './use-focus.ts'
import { useLocale } from './use-locale.ts'
import { type Words, wordsIn } from './words.ts'

type CheckoutViewProps = { checkout: Checkout; locale: Locale | undefined; isInForm: boolean }

/** The whole widget: one view for the state, and one live region beside it. */
export function CheckoutView({
  checkout,
  locale: given,
  isInForm,
}: CheckoutViewProps): JSX.Element {
  const root = useRef<HTMLElement>(null)
  const state = checkout.state.value
  const words = wordsIn(useLocale(given, root))
  useFocus(state, root)

  return (
    <section class="tmn-root" ref={root} lang={words.locale} data-status={state.status}>
      <LiveRegion state={state} texts={words.texts} />
      <StateView state={state} checkout={checkout} words={words} isInForm={isInForm} />
    </section>
  )
}

type StateViewProps = {
  state: CheckoutState
  checkout: Checkout
  words: Words
  isInForm: boolean
}

function StateView({ state, checkout, words, isInForm }: StateViewProps): JSX.Element {
  const { texts } = words

  switch (state.status) {
    case 'ready':
    case 'submitting':
    case 'redirecting':
    case 'handedOver':
      return <FormView state={state} checkout={checkout} words={words} isInForm={isInForm} />
    case 'verifying':
      return <Notice tone="quiet" icon="spinner" {...texts.verifying} />
    case 'unconfirmed':
      return <UnconfirmedView state={state} checkout={checkout} texts={texts} />
    case 'successful':
    case 'failed':
    case 'expired':
      return <ResultView state={state} checkout={checkout} words={words} />
    case 'missing':
      return <Notice tone="quiet" icon="info" {...texts.missing} />
    case 'stopped':
      return (
        <Notice tone="bad" icon="info" {...texts.stopped[state.error]}>
          {state.error !== 'order_unknown' && (
            <div class="tmn-actions">
              <button class="tmn-button tmn-primary" type="button" onClick={checkout.reload}>
                {texts.reload}
              </button>
            </div>
          )}
        </Notice>
      )
    default:
      return unreachable(state)
  }
}
