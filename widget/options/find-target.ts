import { CheckoutError } from '../core/errors.ts'

/** Returns the element of the page. Throws a `CheckoutError` where there is none. */
export function findTarget(target: string | Element): Element {
  const found = typeof target === 'string' ? document.querySelector(target) : target
  if (found instanceof Element) return found
  throw new CheckoutError(
    'invalid_options',
    `target: expected an element of this page or a selector of one, got ${
      typeof target === 'string'
        ? `${JSON.stringify(target)}, which matches nothing`
        : typeof target
    }; call mount when the element exists.`,
  )
}
