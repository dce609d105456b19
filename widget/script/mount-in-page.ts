import { type Begun, type CheckoutHandle, mountUntil } from '../mount/mount.tsx'
import { checkOptions } from '../options/check-options.ts'
import type { CheckoutOptions } from '../options/options.ts'
import { createFormBridge } from './form-bridge.ts'

/**
 * `mount`, for pages without a framework: inside a form, a source that is
 * charged nowhere is put into the form and the form submitted.
 */
export function mountInPage(
  element: Element,
  options: CheckoutOptions,
  begun?: Begun,
): CheckoutHandle {
  checkOptions(options)
  const bridge = createFormBridge({
    findForm: () => element.closest('form'),
    makeReady: () => checkout.reset(),
  })
  const checkout = mountUntil(element, bridge.withForm(options), bridge.stop, begun)
  return { ...checkout, update: (changes) => checkout.update(bridge.withFormStill(changes)) }
}
