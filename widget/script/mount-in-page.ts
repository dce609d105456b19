import { type Begun, type CheckoutHandle, mountWith } from '../mount/mount.tsx'
import { refuse, type Settings } from '../options/read-options.ts'
import { createFormBridge } from './form-bridge.ts'
import { lazyParts } from './lazy-parts.ts'

/**
 * `mount`, for pages without a framework: inside a form, a source that is
 * charged nowhere is put into the form and the form submitted.
 */
export function mountInPage(element: Element, settings: Settings, begun?: Begun): CheckoutHandle {
  refuse(lazyParts.textProblems(settings.texts))
  const bridge = createFormBridge({
    findForm: () => element.closest('form'),
    makeReady: () => checkout.reset(),
  })
  const checkout = mountWith(lazyParts, element, settings, {
    begun,
    takeSource: bridge.takeSource,
    onEnd: bridge.stop,
  })
  return checkout
}
