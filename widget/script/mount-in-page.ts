import type { LaterFiles } from '../first/later-files.ts'
import { type Begun, type CheckoutHandle, mountWith } from '../mount/mount.tsx'
import { refuse, type Settings } from '../options/read-options.ts'
import { createFormBridge } from './form-bridge.ts'
import { createLazyParts } from './lazy-parts.ts'

/**
 * `mount`, for pages without a framework: inside a form, a source that is
 * charged nowhere is put into the form and the form submitted.
 */
export function mountInPage(
  files: LaterFiles,
  element: Element,
  settings: Settings,
  begun?: Begun,
): CheckoutHandle {
  const parts = createLazyParts(files)
  refuse(parts.textProblems(settings.texts))
  const bridge = createFormBridge({
    findForm: () => element.closest('form'),
    makeReady: () => checkout.reset(),
  })
  const checkout = mountWith(parts, element, settings, {
    begun,
    takeSource: bridge.takeSource,
    onEnd: bridge.stop,
  })
  return checkout
}
