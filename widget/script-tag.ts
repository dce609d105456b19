import { toCheckoutError } from './errors.ts'
import { mount } from './mount.tsx'
import { optionsOf } from './script-attributes.ts'

/**
 * The script's entry: `window.TrueMoneyCheckout`, and a checkout in every
 * element with `data-tmn-checkout`, once each. The only module that does
 * something by being loaded.
 */
export type ScriptApi = { mount: typeof mount; version: string }

declare global {
  interface Window {
    TrueMoneyCheckout?: ScriptApi
  }
}

function mountMarked(): void {
  for (const element of document.querySelectorAll('[data-tmn-checkout]')) {
    // Whichever copy of this script was first has filled it.
    if (!element.querySelector('.tmn-root')) mountOne(element)
  }
}

/** One element's mistake is told there and in the console, and does not stop the next element. */
function mountOne(element: Element): void {
  try {
    mount(element, optionsOf(element))
  } catch (thrown) {
    const error = toCheckoutError(thrown)
    element.dispatchEvent(new CustomEvent('tmn:error', { detail: error, bubbles: true }))
    queueMicrotask(() => {
      throw error
    })
  }
}

window.TrueMoneyCheckout ??= { mount, version: __VERSION__ }
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', mountMarked)
else mountMarked()
