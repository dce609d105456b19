import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { composeCheckout } from './compose.ts'
import type { CheckoutOptions } from './options.ts'
import { watchPage } from './page.ts'
import { CheckoutView } from './ui/checkout-view.tsx'

/**
 * The checkout as a Preact component. Import `truemoney-checkout/styles.css`
 * once. Another order, amount, key or server begins anew; callbacks may change
 * at any time. Throws a `CheckoutError` where an option is wrong.
 *
 * @example <TrueMoneyCheckout publicKey="pkey_test_123" order={order} onResult={showThanks} />
 */
export function TrueMoneyCheckout(options: CheckoutOptions): JSX.Element {
  const { publicKey, order, serverUrl, omiseUrl } = options
  const parts = [publicKey, order?.orderId, order?.token, order?.amount, serverUrl, omiseUrl]
  return <OneCheckout key={parts.join(' ')} {...options} />
}

function OneCheckout(options: CheckoutOptions): JSX.Element {
  const latest = useRef(options)
  latest.current = options

  const [checkout] = useState(() =>
    composeCheckout(options, {
      onResult: (payment) => latest.current.onResult?.(payment),
      onError: (error) => latest.current.onError?.(error),
    }),
  )
  useLayoutEffect(() => {
    checkout.start()
    const unwatch = watchPage(checkout)
    return () => {
      unwatch()
      checkout.dispose()
    }
  }, [checkout])

  // On a server nobody knows the address that names the order: the buyer's browser goes on from here.
  if (typeof location === 'undefined' && !options.order) return <section class="tmn-root" />
  return <CheckoutView checkout={checkout} locale={options.locale} />
}
