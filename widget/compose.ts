import { systemClock } from './checkout/clock.ts'
import { type Checkout, createCheckout, type Subject } from './checkout/model.ts'
import type { Listeners } from './checkout/ports.ts'
import { createMerchantClient } from './clients/merchant.ts'
import { createOmiseClient } from './clients/omise.ts'
import { type CheckoutOptions, type CheckoutOrder, readOptions } from './options.ts'
import { browserPage } from './page.ts'
import { readReturn } from './return-uri.ts'

/** Joins the parts of one checkout. Throws a `CheckoutError` where an option is wrong. */
export function composeCheckout(options: CheckoutOptions, listeners: Listeners): Checkout {
  const { publicKey, order, serverUrl, omiseUrl, authorizeOrigins } = readOptions(options)
  const page = typeof location === 'undefined' ? undefined : location

  return createCheckout({
    subject: findSubject(order, page?.href ?? ''),
    authorizeOrigins,
    omise: createOmiseClient({ omiseUrl, publicKey }),
    merchant: createMerchantClient({ serverUrl: serverUrl || (page?.origin ?? '') }),
    clock: systemClock,
    page: browserPage,
    listeners: {
      // In a task of their own: what a merchant's code throws is reported by the
      // browser, and stops nothing here.
      onResult: (payment) => queueMicrotask(() => listeners.onResult(payment)),
      onError: (error) => queueMicrotask(() => listeners.onError(error)),
    },
  })
}

/** A page may be both where an order is paid and where its buyer comes back to. */
function findSubject(order: CheckoutOrder | undefined, address: string): Subject {
  const returned = readReturn(address)
  if (order) {
    const { orderId, token, amount } = order
    return { kind: 'order', orderId, token, amount, returned: returned?.orderId === orderId }
  }
  return returned ? { kind: 'returned', ...returned } : { kind: 'missing' }
}
