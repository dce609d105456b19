import { ShopProblem } from '/shop-api.js'

/** What /truemoney-checkout.js leaves behind: `{ mount, version }`. */
export function widgetScript() {
  if (window.TrueMoneyCheckout) return window.TrueMoneyCheckout
  throw new ShopProblem(
    'widget_missing',
    'expected window.TrueMoneyCheckout, got nothing: the script did not load',
  )
}
