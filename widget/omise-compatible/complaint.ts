import { toCheckoutError } from '../core/errors.ts'
import { throwApart } from '../script/tell-developer.ts'

/** What `Omise.createToken` answers, and the console says, where there is no Omise.js. */
export const cardRefusal = {
  object: 'error',
  code: 'cards_not_supported',
  message:
    'Expected a payment by TrueMoney, got one by card: omise-compatible.js takes TrueMoney alone. ' +
    'Use Omise.js for cards (https://cdn.omise.co/omise.js); both scripts may be on one page.',
} as const

export function refuseCard(): void {
  // biome-ignore lint/suspicious/noConsole: for whoever writes the page, and nowhere else to say it
  console.warn(cardRefusal.message)
}

/** A mistake in the page is told to the console and `window.onerror`, and stops nothing else there. */
export function complain(thrown: unknown): void {
  throwApart(toCheckoutError(thrown))
}

/** Calls what the page gave: what it throws goes to `window.onerror`, not back into here. */
export function callBack<Given extends unknown[]>(
  callback: ((...given: Given) => void) | undefined,
  ...given: Given
): void {
  queueMicrotask(() => callback?.(...given))
}
