import { toCheckoutError } from '../errors.ts'
import { optionsOf } from '../script-attributes.ts'
import { attributeMistakes } from './attribute-mistakes.ts'
import { mountInPage } from './mount-in-page.ts'
import { mountOpenButton } from './open-button.tsx'
import { throwApart, warn } from './tell-developer.ts'

/** A checkout that `load` has made, inline or behind a button. */
export type LoadedCheckout = { focus(): void; unmount(): void }

/**
 * Makes a checkout in every element with `data-tmn-checkout` that has none, and
 * answers the new ones. The script does so once, when the page is parsed: call
 * it for elements that are added later.
 *
 * @example document.body.append(element); TrueMoneyCheckout.load()
 */
export function load(root: ParentNode = document): LoadedCheckout[] {
  for (const element of root.querySelectorAll('[data-tmn-public-key]:not([data-tmn-checkout])'))
    warn(
      'data-tmn-public-key needs data-tmn-checkout on the same element: nothing is shown there.',
      element,
    )

  return [...root.querySelectorAll('[data-tmn-checkout]')]
    .filter((element) => !element.querySelector('.tmn-host, .tmn-open'))
    .flatMap(loadOne)
}

/** One element's mistake is told there and in the console, and does not stop the next element. */
function loadOne(element: Element): LoadedCheckout[] {
  for (const mistake of attributeMistakes(element)) warn(mistake, element)
  const options = optionsOf(element)
  try {
    if (element.getAttribute('data-tmn-checkout') !== 'button')
      return [mountInPage(element, options)]
    const label = element.getAttribute('data-tmn-button-label')?.trim() || undefined
    return [mountOpenButton(element, options, label)]
  } catch (thrown) {
    const detail = toCheckoutError(thrown)
    element.dispatchEvent(new CustomEvent('tmn:error', { detail, bubbles: true, composed: true }))
    throwApart(detail)
    return []
  }
}
