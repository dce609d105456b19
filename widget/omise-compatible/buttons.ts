import { CheckoutError } from '../core/errors.ts'
import { type CardConfig, readSettings, textOf } from './card-config.ts'
import { complain } from './complaint.ts'
import { addInputs, isComplete } from './form.ts'

/** What a button opens, and the form that gets the source. A page that takes it by a function needs none. */
export type Press = { config: CardConfig; form: HTMLFormElement | undefined }

/** What one `configureButton` asks for, with the defaults of the moment of `attach`. */
export type ButtonRequest = {
  selector: string
  config: CardConfig
  defaultFormTarget: string
  defaultLabel: string
}

/** Buttons that open the checkout. `press` is called with what belongs to the one that was pressed. */
export function createButtons(press: (pressed: Press) => void) {
  let pressOf = new WeakMap<Element, () => Press>()
  let listening = new AbortController()
  const made: Element[] = []

  return { attach, make, release }

  /** Every button that the selector finds. Asked for again, the latest configuration counts, once. */
  function attach({ selector, config, defaultFormTarget, defaultLabel }: ButtonRequest): Element[] {
    const target = textOf(config.submitFormTarget) || defaultFormTarget
    try {
      const found = [...document.querySelectorAll(selector)]
      if (found.length === 0) throw missing('a button', selector)
      for (const button of found) {
        const form = formOf(button, target, config)
        listen(button, () => ({ config, form }))
        label(button, config, defaultLabel)
      }
      return found
    } catch (thrown) {
      complain(thrown)
      return []
    }
  }

  /** A button that the page has not, for a script tag. `pressed` is asked at every press. */
  function make(words: string, pressed: () => Press): Element {
    const button = document.createElement('button')
    // Not type="button": Enter in a field of the form presses this one then, and sends no form without a source.
    button.className = 'omise-checkout-button'
    button.textContent = words
    made.push(button)
    listen(button, pressed)
    return button
  }

  function listen(button: Element, pressed: () => Press): void {
    pressOf.set(button, pressed)
    // The same function again is no second listener.
    button.addEventListener('click', onClick, { signal: listening.signal })
  }

  function onClick(event: Event): void {
    const { currentTarget } = event
    const pressed = currentTarget instanceof Element && pressOf.get(currentTarget)
    if (!pressed) return
    event.preventDefault()
    const { config, form } = pressed()
    // Before the buyer types a number in vain: the form could not be sent.
    if (form && readSettings(config).submitsForm && !isComplete(form)) return
    press({ config, form })
  }

  function release(): void {
    listening.abort()
    listening = new AbortController()
    pressOf = new WeakMap()
    // Left there, it would send its form without a source.
    for (const button of made.splice(0)) button.remove()
  }
}

function formOf(button: Element, target: string, config: CardConfig): HTMLFormElement | undefined {
  const form = target ? document.querySelector(target) : button.closest('form')
  if (form instanceof HTMLFormElement) {
    addInputs(form)
    return form
  }
  if (target) throw missing('a form', target)
  if (readSettings(config).onCreateTokenSuccess) return undefined
  throw withoutForm()
}

/** As text: a page's words are no markup. A button that has words keeps them unless it is given its own. */
function label(button: Element, config: CardConfig, defaultLabel: string): void {
  const own = textOf(config.buttonLabel)
  if (button.hasChildNodes() && (own === '' || own === defaultLabel)) return
  button.textContent = readSettings(config).buttonLabel
}

/** For a button or a script outside every form, whose source would go nowhere. */
export function withoutForm(): CheckoutError {
  return new CheckoutError(
    'invalid_options',
    'Expected a form around the button or the script, got none. ' +
      'Put it into a form, name one by submitFormTarget, or take the source by onCreateTokenSuccess.',
  )
}

function missing(what: string, selector: string): CheckoutError {
  return new CheckoutError(
    'invalid_options',
    `Expected ${what} at ${JSON.stringify(selector)}, got nothing; call attach when it is on the page.`,
  )
}
