import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Checkout } from '../checkout/model.ts'
import { orderAddress } from '../options/order-address.ts'
import type { Settings } from '../options/read-options.ts'
import { watchPage } from '../page/page.ts'
import { CheckoutView } from '../ui/checkout-view.tsx'
import type { Surroundings } from '../ui/surroundings/surroundings.ts'
import { type BegunCheckout, composeCheckout, type Emit, type TakeSource } from './compose.ts'
import type { Parts } from './parts.ts'

type CheckoutHostProps = {
  parts: Parts
  settings: Settings
  begun?: BegunCheckout | undefined
  /** Language and theme of the page, where they are known before the first render. */
  around?: Surroundings
  /** Gets the checkout when it starts, and `undefined` when it ends. */
  connect?: (checkout: Checkout | undefined) => void
  emit?: Emit
  takeSource?: TakeSource | undefined
}

/** Renders a checkout, for the component and for `mount`. */
export function CheckoutHost(props: CheckoutHostProps): JSX.Element {
  return <OneCheckout key={identityOf(props.settings)} {...props} />
}

/** Returns a key of the settings that cannot change: with another one, a new checkout starts. */
function identityOf({ publicKey, order, serverUrl, omiseUrl, createCharge, offers }: Settings) {
  const charge = typeof createCharge === 'function' ? 'function' : createCharge
  const { orderId, token } = order ?? {}
  return [publicKey, orderId, token, serverUrl, omiseUrl, charge, JSON.stringify(offers)].join(' ')
}

function OneCheckout({
  parts,
  settings,
  begun,
  around,
  connect,
  emit,
  takeSource,
}: CheckoutHostProps): JSX.Element {
  const latest = useRef(settings)
  latest.current = settings

  const [checkout] = useState(() =>
    composeCheckout(parts, () => latest.current, emit, takeSource, begun),
  )
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

  const amount = settings.order?.amount ?? settings.amount
  useLayoutEffect(() => {
    if (amount !== undefined) checkout.setAmount(amount)
  }, [checkout, amount])

  // A server does not know the fragment that names the order: the buyer's browser does.
  if (typeof location === 'undefined' && amount === undefined) return <section class="tmn-root" />
  return (
    <CheckoutView
      checkout={checkout}
      speak={parts.speak}
      qrPanel={parts.qrPanel}
      locale={settings.locale}
      overrides={settings.texts}
      around={around}
      address={typeof location === 'undefined' ? undefined : orderAddress(settings, location.href)}
    />
  )
}
