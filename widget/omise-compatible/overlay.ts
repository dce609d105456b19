import { CheckoutError } from '../core/errors.ts'
import { open } from '../mount/whole.tsx'
import type { OverlayHandle } from '../overlay/open.tsx'
import { handOver, putSource } from '../page/hand-over.ts'
import { submitForm } from '../page/submit-form.ts'
import type { CardSettings } from './card-config.ts'
import { callBack, complain } from './complaint.ts'
import { addInputs } from './form.ts'
import type { Page } from './page.ts'

/** The overlay of `OmiseCard`: there is never more than one. */
export function createOverlay(page: Page) {
  let shown: OverlayHandle | undefined
  const afterClosing: (() => void)[] = []

  return { show, close, isShown: () => shown !== undefined }

  /** In place of one that is open. What is wrong with the options is complained of, and answered by `false`. */
  function show(settings: CardSettings, form: HTMLFormElement | undefined): boolean {
    const { publicKey, amount, currency, locale, methods, onFormClosed } = settings
    let source: string | undefined
    try {
      refuseCurrency(currency)
      const handle = open({
        publicKey: publicKey || page.publicKey,
        amount,
        locale,
        methods,
        omiseUrl: page.omiseUrl,
        onSource: (made) => {
          source = made
          handle.close()
        },
        // Not before: on its way out the overlay may go back in the history, and that would end a submit.
        onClosed: ({ by }) => {
          if (shown === handle) shown = undefined
          if (source !== undefined) give(source, settings, form)
          else if (by === 'buyer') callBack(onFormClosed)
          for (const callback of afterClosing.splice(0)) callBack(callback)
        },
      })
      shown = handle
      return true
    } catch (thrown) {
      complain(thrown)
      return false
    }
  }

  function close(callback: () => void = () => {}): void {
    if (!shown) {
      callBack(callback)
      return
    }
    afterClosing.push(callback)
    shown.close()
  }
}

/** In Omise.js's order: first the form is submitted, then the page is notified. */
function give(source: string, settings: CardSettings, form: HTMLFormElement | undefined): void {
  if (form)
    handOver({
      put: () => {
        addInputs(form)
        return putSource(form, source, ['omiseSource'])
      },
      submit: settings.submitsForm ? () => submitForm(form, null) : undefined,
    })
  callBack(settings.onCreateTokenSuccess, source)
}

function refuseCurrency(currency: string): void {
  if (currency.toUpperCase() === 'THB') return
  throw new CheckoutError(
    'invalid_options',
    `currency: expected THB, got ${JSON.stringify(currency.slice(0, 20))}; TrueMoney takes baht alone.`,
  )
}
