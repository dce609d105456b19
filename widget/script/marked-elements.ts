import { toCheckoutError } from '../errors.ts'
import { mountButtonFirst } from '../first/mount-button-first.ts'
import { mountFirst } from '../first/mount-first.ts'
import { bringSecondFile, whenIdle } from '../first/second-file.ts'
import { dispatchPageEvent } from '../page-event.ts'
import { optionsOf } from '../script-attributes.ts'
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

  const elements = [...root.querySelectorAll('[data-tmn-checkout]')].filter(
    (element) => !element.querySelector('.tmn-host, .tmn-open'),
  )
  if (elements.length > 0) void warnOfMistakes(elements)
  return elements.flatMap(loadOne)
}

/** Advice can wait. */
async function warnOfMistakes(elements: Element[]): Promise<void> {
  await whenIdle()
  // What goes wrong with it is told by the checkouts, which need it too.
  const second = await bringSecondFile().catch(() => undefined)
  for (const element of elements)
    for (const mistake of second?.attributeMistakes(element) ?? []) warn(mistake, element)
}

/** One element's mistake is told there and in the console, and does not stop the next element. */
function loadOne(element: Element): LoadedCheckout[] {
  const options = optionsOf(element)
  try {
    if (element.getAttribute('data-tmn-checkout') !== 'button')
      return [mountFirst(element, options)]
    const label = element.getAttribute('data-tmn-button-label')?.trim() || undefined
    return [mountButtonFirst(element, options, label)]
  } catch (thrown) {
    const detail = toCheckoutError(thrown)
    dispatchPageEvent(element, 'error', detail)
    throwApart(detail)
    return []
  }
}
