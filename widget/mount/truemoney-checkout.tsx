import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Checkout } from '../checkout/model.ts'
import type { CheckoutOptions } from '../options/options.ts'
import { orderAddress } from '../options/order-address.ts'
import { watchPage } from '../page/page.ts'
import { CheckoutView } from '../ui/checkout-view.tsx'
import type { Surroundings } from '../ui/surroundings/surroundings.ts'
import { type BegunCheckout, composeCheckout, type Emit } from './compose.ts'
import type { Parts } from './parts.ts'

type CheckoutHostProps = {
  parts: Parts
  options: CheckoutOptions
  begun?: BegunCheckout | undefined
  /** Language and theme of the page there, where they are known before anything is shown. */
  around?: Surroundings
  /** Gets the checkout when it starts, and `undefined` when it ends. */
  connect?: (checkout: Checkout | undefined) => void
  emit?: Emit
}

/** What the component and `mount` have in common. */
export function CheckoutHost(props: CheckoutHostProps): JSX.Element {
  return <OneCheckout key={identityOf(props.options)} {...props} />
}

/** What cannot change while a checkout stays itself. */
function identityOf(options: CheckoutOptions) {
  const { publicKey, order, serverUrl, omiseUrl, createCharge, methods, serverMethods } = options
  const charge = typeof createCharge === 'function' ? 'function' : createCharge
  const offers = JSON.stringify([methods, serverMethods])
  return [publicKey, order?.orderId, order?.token, serverUrl, omiseUrl, charge, offers].join(' ')
}

function OneCheckout({
  parts,
  options,
  begun,
  around,
  connect,
  emit,
}: CheckoutHostProps): JSX.Element {
  const latest = useRef(options)
  latest.current = options

  const [checkout] = useState(() => composeCheckout(parts, () => latest.current, emit, begun))
  useLayoutEffect(() => {
    connect?.(checkout)
    checkout.start()
    const unwatch = watchPage(checkout)
    return () => {
      unwatch()
      checkout.dispose()
      connect?.(undefined)
    }
  }, [checkout])

  const amount = options.order?.amount ?? options.amount
  useLayoutEffect(() => {
    if (amount !== undefined) checkout.setAmount(amount)
  }, [checkout, amount])

  // On a server nobody knows the address that names the order: the buyer's browser goes on from here.
  if (typeof location === 'undefined' && amount === undefined) return <section class="tmn-root" />
  return (
    <CheckoutView
      checkout={checkout}
      speak={parts.speak}
      qrPanel={parts.qrPanel}
      locale={options.locale}
      overrides={options.texts}
      around={around}
      address={typeof location === 'undefined' ? undefined : orderAddress(options, location.href)}
    />
  )
}
