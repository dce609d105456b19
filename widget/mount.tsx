import { render } from 'preact'
import type { Payment } from './contract.ts'
import { CheckoutError } from './errors.ts'
import { type CheckoutOptions, readOptions } from './options.ts'
import { TrueMoneyCheckout } from './truemoney-checkout.tsx'
import { adoptStyles } from './ui/adopt-styles.ts'
import { focusInside } from './ui/use-focus.ts'

/** What `mount` answers. Both are safe to call again, and after the target is gone. */
export type CheckoutHandle = {
  /** Takes the checkout off the page and stops everything that it started. */
  unmount(): void
  /** Puts the focus on the phone field, or on the heading where there is no field. */
  focus(): void
}

const mounted = new WeakMap<Element, CheckoutHandle>()

/**
 * Puts a checkout into an element of the page, in place of its content and of
 * an earlier checkout. Beside the callbacks, the element gets the bubbling
 * events `tmn:result` (detail: the payment) and `tmn:error` (detail: the error).
 *
 * Throws a `CheckoutError` when the target does not exist or an option is wrong.
 *
 * @example
 * const { unmount } = mount('#pay', { publicKey: 'pkey_test_123', order })
 */
export function mount(target: string | Element, options: CheckoutOptions): CheckoutHandle {
  readOptions(options)
  const element = findTarget(target)
  mounted.get(element)?.unmount()

  const dropStyles = adoptStyles(element)
  const tell = (type: string, detail: Payment | CheckoutError) =>
    element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))

  element.replaceChildren()
  render(
    <TrueMoneyCheckout
      {...options}
      onResult={(payment) => {
        tell('tmn:result', payment)
        options.onResult?.(payment)
      }}
      onError={(error) => {
        tell('tmn:error', error)
        options.onError?.(error)
      }}
    />,
    element,
  )

  const handle: CheckoutHandle = {
    unmount: () => {
      if (mounted.get(element) !== handle) return
      mounted.delete(element)
      render(null, element)
      dropStyles()
    },
    focus: () => focusInside(element),
  }
  mounted.set(element, handle)
  return handle
}

function findTarget(target: string | Element): Element {
  const found = typeof target === 'string' ? document.querySelector(target) : target
  if (found instanceof Element) return found
  throw new CheckoutError(
    'invalid_options',
    `target: expected an element of this page or a selector of one, got ${
      typeof target === 'string'
        ? `${JSON.stringify(target)}, which matches nothing`
        : typeof target
    }; call mount when the element is there.`,
  )
}
