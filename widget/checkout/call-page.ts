import { CheckoutError } from '../core/errors.ts'

/** Calls a function of the page. Throws `callback_failed` where it throws anything but a `CheckoutError`. */
export async function callPage<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    if (cause instanceof CheckoutError) throw cause
    throw new CheckoutError(
      'callback_failed',
      `Expected ${name} to return, got an exception; see \`cause\`. Nothing was charged.`,
      { cause },
    )
  }
}

/** A listener of the page, if there is one. */
export type Listener<Details extends unknown[]> = ((...details: Details) => void) | undefined

/** Notifies a listener of the page, if there is one. It gets no `this`. */
export function notify<Details extends unknown[]>(
  listener: Listener<Details>,
  ...details: Details
): void {
  listener?.(...details)
}
