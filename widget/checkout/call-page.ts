import { CheckoutError } from '../core/errors.ts'

/** Calls a function of the page's. What it throws is told as the page's, unless it says more itself. */
export async function callPage<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    if (cause instanceof CheckoutError) throw cause
    throw new CheckoutError(
      'callback_failed',
      `Expected ${name} to answer, got an exception; see \`cause\`. Nothing was charged.`,
      { cause },
    )
  }
}

/** A function of the page's that hears something, if there is one. */
export type Listener<Heard extends unknown[]> = ((...heard: Heard) => void) | undefined

/** Tells a function of the page's, if there is one. Called bare: the page's own `this` is none of ours. */
export function tell<Heard extends unknown[]>(listener: Listener<Heard>, ...heard: Heard): void {
  listener?.(...heard)
}
