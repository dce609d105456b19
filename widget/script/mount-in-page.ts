import { type Begun, type CheckoutHandle, mountWith } from '../mount/mount.tsx'
import type { CheckoutOptions } from '../options/options.ts'
import { readOptions } from '../options/read-options.ts'
import { createFormBridge } from './form-bridge.ts'
import { lazyParts } from './lazy-parts.ts'

/**
 * `mount`, for pages without a framework: inside a form, a source that is
 * charged nowhere is put into the form and the form submitted.
 */
export function mountInPage(
  element: Element,
  options: CheckoutOptions,
  begun?: Begun,
): CheckoutHandle {
  readOptions(options, lazyParts.textProblems)
  const bridge = createFormBridge({
    findForm: () => element.closest('form'),
    makeReady: () => checkout.reset(),
  })
  const checkout = mountWith(lazyParts, element, bridge.withForm(options), bridge.stop, begun)
  return { ...checkout, update: (changes) => checkout.update(bridge.withFormStill(changes)) }
}
