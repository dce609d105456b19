import { tell } from '../checkout/call-page.ts'
import type { CheckoutOptions } from '../options/options.ts'
import { putSource } from './source-inputs.ts'
import { submitForm } from './submit-form.ts'

/** Brings sources into a form of the page. */
export type FormBridge = {
  /** The options, so that a source which is not charged from here goes into the form. */
  withForm(options: CheckoutOptions): CheckoutOptions
  /** The same for an update. */
  withFormStill(changes: Partial<CheckoutOptions>): Partial<CheckoutOptions>
  stop(): void
}

type FormBridgeParts = {
  findForm(): HTMLFormElement | null
  /** What has to be done before the form can be submitted. */
  beforeSubmit?(): Promise<void>
  /** The form did not go, or is back: the checkout gets ready for another source. */
  makeReady(): void
}

/**
 * Listens for a source that is made and charged nowhere, writes it into the
 * form and submits it. Where the page gives its own `onSource`, that is told
 * instead, and the form left alone.
 */
export function createFormBridge({
  findForm,
  beforeSubmit,
  makeReady,
}: FormBridgeParts): FormBridge {
  let page: Pick<CheckoutOptions, 'onSource' | 'onEvent'> = {}
  let isForForm = false
  let isStopped = false
  let takeOut = () => {}

  const backFromCache = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    clear()
    makeReady()
  }
  const clear = () => {
    window.removeEventListener('pageshow', backFromCache)
    takeOut()
  }

  const submit = async (source: string) => {
    await beforeSubmit?.()
    const form = findForm()
    if (isStopped || !form) return
    takeOut()
    takeOut = putSource(form, source)
    window.addEventListener('pageshow', backFromCache)

    const outcome = submitForm(form)
    if (outcome === 'leaves') return
    // A listener that has stopped it may be about to send the form by itself: it keeps the source.
    if (outcome === 'invalid') clear()
    makeReady()
  }

  const callbacks = (): Pick<CheckoutOptions, 'onSource' | 'onEvent'> => ({
    onEvent: (event) => {
      isForForm = event.name === 'handedOver'
      tell(page.onEvent, event)
    },
    onSource: (source) => {
      tell(page.onSource, source)
      if (isForForm && !page.onSource && !isStopped && findForm()) void submit(source)
    },
  })

  return {
    withForm: (options) => {
      page = { onSource: options.onSource, onEvent: options.onEvent }
      return { ...options, ...callbacks() }
    },
    withFormStill: (changes) => {
      page = { ...page, ...pick(changes) }
      return { ...changes, ...callbacks() }
    },
    stop: () => {
      isStopped = true
      window.removeEventListener('pageshow', backFromCache)
    },
  }
}

/** Only what is named: an update that does not speak of a function keeps it. */
function pick(changes: Partial<CheckoutOptions>): Pick<CheckoutOptions, 'onSource' | 'onEvent'> {
  return {
    ...('onSource' in changes && { onSource: changes.onSource }),
    ...('onEvent' in changes && { onEvent: changes.onEvent }),
  }
}
