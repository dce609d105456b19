import { formatBaht } from '../core/money.ts'
import { fill } from '../locales/fill.ts'
import { regroup } from '../methods/phone/regroup.ts'
import type { CheckoutOptions } from '../options/options.ts'
import { nextUniqueId } from '../ui/hooks/unique-id.ts'
import { iconPaths } from '../ui/icon-paths.ts'
import type { Surroundings } from '../ui/surroundings/surroundings.ts'
import { firstWords } from './first-words.ts'
import { makeAlert, makeElement, makeIcon, makeSpinner } from './make-element.ts'

/*
 * What is shown until the rest of the script is there. The markup is the
 * views' own, element for element, and Preact goes on with these very elements:
 * nothing jumps, and a field keeps its focus. first-file.journey.ts holds the
 * two to the same.
 */

/** The form, as far as it can be without the rest of the script. */
export type FirstForm = {
  element: HTMLFormElement
  /** `undefined` where the method asks for nothing: what comes next is then said by a later file. */
  field: HTMLInputElement | undefined
  /** The button has been pressed, and what it does is not there yet. */
  setBusy(isBusy: boolean): void
  /** It did not come. The number stays, and the button can be pressed again. */
  showUnreachable(): void
}

/** The form, with what is known of it from the beginning. Digits are grouped until the signal aborts. */
export function showForm(
  root: Node,
  options: CheckoutOptions,
  around: Surroundings,
  { amount, isTyped }: { amount: number; isTyped: boolean },
  signal: AbortSignal,
): FirstForm {
  const texts = firstWords(around.locale, options)
  const id = nextUniqueId()

  const live = makeElement('p', { class: 'tmn-live', role: 'status' })
  const input = makeElement('input', {
    class: 'tmn-input',
    part: 'input',
    id,
    name: 'tel',
    type: 'tel',
    autocomplete: 'tel',
    inputmode: 'numeric',
    enterkeyhint: 'go',
    dir: 'ltr',
    required: '',
    'aria-invalid': 'false',
    'aria-describedby': `${id}-hint`,
    'data-tmn-focus': 'true',
  })
  const field = makeElement(
    'div',
    { class: 'tmn-field' },
    makeElement('label', { class: 'tmn-label', part: 'label', for: id }, texts.form.phoneLabel),
    input,
    makeElement('p', { class: 'tmn-hint', part: 'hint', id: `${id}-hint` }, texts.form.phoneHint),
  )
  const pay = fill(texts.form.pay, formatBaht(amount))
  const button = makeElement(
    'button',
    {
      class: 'tmn-button tmn-primary',
      part: 'button primary',
      type: 'submit',
      'aria-disabled': 'false',
      ...(!isTyped && { 'data-tmn-focus': 'true' }),
    },
    pay,
  )
  const form = makeElement(
    'form',
    { class: 'tmn-form', part: 'form', novalidate: '', 'aria-busy': 'false' },
    makeElement(
      'h2',
      { class: 'tmn-title', part: 'title' },
      makeIcon(iconPaths.wallet),
      texts.form.title,
    ),
    ...(isTyped ? [field] : []),
    button,
    makeElement('p', { class: 'tmn-note', part: 'note' }, isTyped ? texts.form.next : ''),
  )
  root.appendChild(makeCard(around, 'ready', live, form))
  input.addEventListener(
    'input',
    (event) => {
      if (event instanceof InputEvent && !event.isComposing)
        regroup(input, event.inputType === 'deleteContentForward')
    },
    { signal },
  )

  return {
    element: form,
    field: isTyped ? input : undefined,
    setBusy: (isBusy) => {
      form.querySelector('.tmn-alert')?.remove()
      form.setAttribute('aria-busy', String(isBusy))
      button.setAttribute('aria-disabled', String(isBusy))
      input.readOnly = isBusy
      live.textContent = isBusy ? texts.form.creating : ''
      if (isBusy) button.replaceChildren(makeSpinner(), texts.form.creating)
      else button.replaceChildren(pay)
    },
    showUnreachable: () => button.after(makeAlert(texts.formErrors.provider_unreachable)),
  }
}

/** The server is going to be asked before there is anything else to show. */
export function showVerifying(root: Node, options: CheckoutOptions, around: Surroundings): void {
  const texts = firstWords(around.locale, options)
  const id = nextUniqueId()
  const card = makeCard(
    around,
    'verifying',
    makeElement('p', { class: 'tmn-live', role: 'status' }),
    makeElement(
      'div',
      { class: 'tmn-notice tmn-quiet', part: 'notice' },
      makeElement('span', { class: 'tmn-badge', part: 'badge' }, makeSpinner()),
      makeElement(
        'h2',
        {
          class: 'tmn-title',
          part: 'title',
          tabindex: '-1',
          'aria-describedby': id,
          'data-tmn-focus': 'true',
        },
        texts.verifying.title,
      ),
      makeElement('p', { class: 'tmn-body', part: 'body', id }, texts.verifying.body),
      makeElement('div', { class: 'tmn-facts', part: 'facts' }),
    ),
  )
  root.appendChild(card)
}

/** The card alone, where even what to show is another file's business. */
export function showNothingYet(root: Node, around: Surroundings): void {
  root.appendChild(makeCard(around, 'missing'))
}

function makeCard({ locale, theme }: Surroundings, status: string, ...content: Node[]) {
  return makeElement(
    'section',
    {
      class: 'tmn-root',
      part: 'root',
      lang: locale,
      dir: 'ltr',
      'data-status': status,
      'data-theme': theme,
    },
    ...content,
  )
}
