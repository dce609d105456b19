import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import type { Checkout } from '../checkout/model.ts'
import type { CheckoutState } from '../checkout/state.ts'
import { unreachable } from '../core/unreachable.ts'
import type { Speak } from '../locales/languages.ts'
import type { LocaleTag } from '../locales/locale.ts'
import type { TextOverrides } from '../locales/overrides.ts'
import type { ShowQr } from '../methods/qr/qr-panel.tsx'
import { FormView } from './form-view.tsx'
import { useFocus } from './hooks/use-focus.ts'
import { useInAppBrowser } from './hooks/use-in-app-browser.ts'
import { useLocale } from './hooks/use-locale.ts'
import { useOffline } from './hooks/use-offline.ts'
import { useTheme } from './hooks/use-theme.ts'
import { InAppHint } from './in-app-hint.tsx'
import { LiveRegion } from './live-region.tsx'
import { Notice } from './notice.tsx'
import { OrderFacts } from './order-facts.tsx'
import { ResultView } from './result-view.tsx'
import type { Surroundings } from './surroundings/surroundings.ts'
import { UnconfirmedView } from './unconfirmed-view.tsx'
import { WaitFacts } from './wait-facts.tsx'
import { offlineText } from './wording/offline-text.ts'
import { type Words, wordsIn } from './wording/words.ts'

type CheckoutViewProps = {
  checkout: Checkout
  speak: Speak
  qrPanel: ShowQr
  locale: LocaleTag | undefined
  overrides: TextOverrides | undefined
  around: Surroundings | undefined
  /** An address that shows this order in any browser. */
  address: string | undefined
}

/** The whole widget: a view of the state, and a live region beside it. */
export function CheckoutView({
  checkout,
  speak,
  qrPanel,
  locale: given,
  overrides,
  around,
  address,
}: CheckoutViewProps): JSX.Element {
  const root = useRef<HTMLElement>(null)
  const state = checkout.state.value
  const words = wordsIn(speak, useLocale(given, root, around), overrides)
  const isOffline = useOffline()
  useFocus(state, root)

  return (
    <section
      class="tmn-root"
      part="root"
      ref={root}
      lang={words.locale}
      // Our languages are written from left to right, on any page.
      dir="ltr"
      data-status={state.status}
      data-theme={useTheme(root, around)}
    >
      <LiveRegion state={state} isOffline={isOffline} texts={words.texts} />
      <StateView
        state={state}
        offline={isOffline ? offlineText(state, words.texts) : undefined}
        checkout={checkout}
        words={words}
        qrPanel={qrPanel}
        address={address}
      />
    </section>
  )
}

type StateViewProps = {
  state: CheckoutState
  /** The words for a buyer without a network. */
  offline: string | undefined
  checkout: Checkout
  words: Words
  qrPanel: ShowQr
  address: string | undefined
}

function StateView({
  state,
  offline,
  checkout,
  words,
  qrPanel,
  address,
}: StateViewProps): JSX.Element {
  const { texts } = words
  const app = useInAppBrowser()
  const hint = { app, address, texts }

  switch (state.status) {
    case 'ready':
    case 'submitting':
    case 'redirecting':
    case 'handedOver':
      return (
        <>
          <InAppHint isBefore {...hint} draft={state.draft} />
          <FormView
            state={state}
            offline={offline}
            checkout={checkout}
            words={words}
            qrPanel={qrPanel}
            hasWayOut={app !== undefined && address !== undefined}
          />
          <InAppHint isBefore={false} {...hint} draft={state.draft} />
        </>
      )
    case 'verifying':
      return (
        <Notice
          tone="quiet"
          icon="spinner"
          title={texts.verifying.title}
          body={offline ?? texts.verifying.body}
        >
          <OrderFacts amount={state.amount} reference={state.reference} texts={texts} />
          <WaitFacts wait={state} isLong={false} words={words} />
        </Notice>
      )
    case 'unconfirmed':
      return (
        <UnconfirmedView
          state={state}
          offline={offline}
          checkout={checkout}
          words={words}
          qrPanel={qrPanel}
        />
      )
    case 'successful':
    case 'failed':
    case 'expired':
      return <ResultView state={state} checkout={checkout} words={words} />
    case 'missing':
      return <Notice tone="quiet" icon="info" {...texts.missing} />
    case 'stopped':
      return (
        <Notice tone="bad" icon="info" {...texts.stopped[state.error]}>
          {(state.error === 'amount_changed' || state.error === 'outcome_unknown') && (
            <div class="tmn-actions">
              <button
                class="tmn-button tmn-primary"
                part="button primary"
                type="button"
                onClick={checkout.reload}
              >
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
