import type { Order } from '../contract.ts'
import { describe, describeSecret } from '../core/describe.ts'
import { isSatang } from '../core/money.ts'
import { type Kind, readSatang } from './kinds.ts'

/**
 * An order as `orders.create` of the merchant's server returns it. `token` is
 * the order's only key and stays between this page and that server. `amount` is
 * what the buyer is shown, in satang (฿1 = 100); the server compares it, and
 * charges its own. `livemode` says whether the server charges with live keys: a
 * public key of the other mode is then refused.
 */
export type CheckoutOrder = Pick<Order, 'orderId' | 'token' | 'amount'> &
  Partial<Pick<Order, 'currency' | 'livemode'>>

export const order: Kind<CheckoutOrder> = {
  check: (name, given, advice) => {
    if (typeof given !== 'object' || given === null)
      return [
        `${name}: expected { orderId, token, amount }, got ${describe(given)}; ${advice}, or leave it out on the return page`,
      ]
    const {
      orderId,
      token,
      amount,
      currency = 'THB',
      livemode,
    }: Record<string, unknown> = {
      ...given,
    }
    const problems: string[] = []
    const check = (isRight: boolean, problem: string) => {
      if (!isRight) problems.push(`${name}.${problem}`)
    }
    check(
      typeof orderId === 'string' && orderId !== '',
      `orderId: expected the order’s id, got ${describe(orderId)}; ${advice}`,
    )
    check(
      typeof token === 'string' && token !== '',
      `token: expected the order’s token, got ${describeSecret(token)}; ${advice}`,
    )
    check(
      isSatang(amount),
      `amount: expected a whole number of satang above 0, got ${describe(amount)}; write ฿1,000.00 as 100000`,
    )
    check(
      livemode === undefined || typeof livemode === 'boolean',
      `livemode: expected true, false or nothing, got ${describe(livemode)}; ${advice}`,
    )
    check(
      currency === 'THB',
      `currency: expected THB, got ${describe(currency)}; TrueMoney takes baht alone`,
    )
    return problems
  },
  // An amount alone is no order: a form of the page or a `charge-url` charges it.
  read: (orderId, token, amount) =>
    orderId === undefined && token === undefined
      ? undefined
      : { orderId: orderId ?? '', token: token ?? '', amount: readSatang(amount) },
}
