/**
 * The order that this page is about, kept in its fragment: a reload or a step
 * back from TrueMoney finds the same order again instead of making another one.
 */
import { type Order, order } from 'truemoney-checkout/contract'
import * as z from 'zod/mini'

export function keptOrder(): Order | undefined {
  const fragment = Object.fromEntries(new URLSearchParams(location.hash.slice(1)))
  const { data } = z.safeParse(order, { ...fragment, amount: Number(fragment.amount) })
  return data
}

export function keepOrder({ orderId, token, amount, currency }: Order): void {
  const fragment = new URLSearchParams({ orderId, token, amount: String(amount), currency })
  history.replaceState(null, '', `#${fragment}`)
}
