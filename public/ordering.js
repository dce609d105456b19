/** From a cart to an order, and from an order to the address of a page about it. */
import { keepOrder, readCart } from '/cart.js'
import { placeOrder, readPayment, ShopProblem } from '/shop-api.js'

/**
 * The cart's order: the one made before if the server still knows it, its price
 * still holds and it can still be paid, else a new one. `paid` says that the
 * money has been taken already.
 */
export async function orderCart(totalSatang) {
  const { items, order } = readCart()
  const made = order && (await readOrder(order))
  if (made && (made.paid || made.amount === totalSatang)) return made
  const { orderId, token, reference, amount } = await placeOrder(items)
  keepOrder(items, { orderId, token })
  return { orderId, token, reference, amount, paid: false }
}

/** The order as the server has it, or undefined if there is no such order for this token. */
export async function readOrder({ orderId, token }) {
  try {
    const { reference, amount, status } = await readPayment({ orderId, token })
    return { orderId, token, reference, amount, paid: status === 'successful' }
  } catch (problem) {
    const unknown = ['unauthorized', 'not_found'].includes(problem.code)
    if (problem instanceof ShopProblem && unknown) return undefined
    throw problem
  }
}

/**
 * The order lives in the fragment: it survives a reload, a copied link and a
 * browser without storage, and no server's log and no Referer ever sees it.
 * Names with `tmn-` would tell the widget that the buyer came back from paying.
 */
export function checkoutAddress({ orderId, token }) {
  return `/checkout.html#${new URLSearchParams({ order: orderId, token })}`
}

export function orderInAddress() {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const orderId = fragment.get('order')
  const token = fragment.get('token')
  return orderId && token ? { orderId, token } : undefined
}

export function orderInReturnAddress() {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const orderId = fragment.get('tmn-order')
  const token = fragment.get('tmn-token')
  return orderId && token ? { orderId, token } : undefined
}

/** Where the result of a payment is shown; the widget reads its own names there. */
export function returnAddress({ orderId, token }) {
  return `/return.html#${new URLSearchParams({ 'tmn-order': orderId, 'tmn-token': token })}`
}
