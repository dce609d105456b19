import { toCheckoutError } from '../core/errors.ts'
import type { LaterFiles } from '../first/later-files.ts'
import { mountButtonFirst } from '../first/mount-button-first.ts'
import { mountFirst } from '../first/mount-first.ts'
import { whenIdle } from '../first/when-idle.ts'
import { dispatchPageEvent } from '../page/page-event.ts'
import { optionsOf, unknownKind, unknownNames } from './script-attributes.ts'
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
export function load(files: LaterFiles, root: ParentNode = document): LoadedCheckout[] {
  for (const element of root.querySelectorAll('[data-tmn-public-key]:not([data-tmn-checkout])'))
    warn(
      'data-tmn-public-key needs data-tmn-checkout on the same element: nothing is shown there.',
      element,
    )

  const elements = [...root.querySelectorAll('[data-tmn-checkout]')].filter(
    (element) => !element.querySelector('.tmn-host, .tmn-open'),
  )
  const mistaken = elements.filter(
    (element) => unknownNames(element).length > 0 || unknownKind(element) !== undefined,
  )
  if (mistaken.length > 0) void warnOfMistakes(files, mistaken)
  return elements.flatMap((element) => loadOne(files, element))
}

/** Advice can wait. */
async function warnOfMistakes(files: LaterFiles, elements: Element[]): Promise<void> {
  await whenIdle()
  // Where the network is to blame, the checkouts say so, which need more of it.
  const advice = await files.advice.bring().catch(() => undefined)
  for (const element of elements)
    for (const mistake of advice?.attributeMistakes(element) ?? []) warn(mistake, element)
}

/** One element's mistake is told there and in the console, and does not stop the next element. */
function loadOne(files: LaterFiles, element: Element): LoadedCheckout[] {
  try {
    const options = optionsOf(element)
    if (element.getAttribute('data-tmn-checkout') !== 'button')
      return [mountFirst(files, element, options)]
    const label = element.getAttribute('data-tmn-button-label')?.trim() || undefined
    return [mountButtonFirst(files, element, options, label)]
  } catch (thrown) {
    const detail = toCheckoutError(thrown)
    dispatchPageEvent(element, 'error', detail)
    throwApart(detail)
    return []
  }
}
