/**
 * Tells the fault proxy who in a server process asks: the checkout (buyers,
 * webhooks, the merchant), the reconciler, or the daily audit, which needs no
 * loan of an order.
 */
import type { Dispatcher } from 'undici'
import type { Trigger } from '../../../server-example/checkout/order/trigger.ts'

export type Role = 'checkout' | 'reconciler' | 'sweep'

export const roles: Record<Trigger, Role> = {
  answer: 'checkout',
  webhook: 'checkout',
  buyer: 'checkout',
  merchant: 'checkout',
  clock: 'reconciler',
  sweep: 'sweep',
}

export const roleHeader = 'x-fault-suite-role'

/** A dispatcher whose every request says who asks. */
export function speakingAs(role: Role, dispatcher: Dispatcher): Dispatcher {
  return dispatcher.compose(
    (dispatch) => (options, handler) =>
      dispatch({ ...options, headers: { ...headersOf(options), [roleHeader]: role } }, handler),
  )
}

/** Our client gives headers as an object; undici would take other forms as well. */
function headersOf({ headers }: Dispatcher.DispatchOptions): Record<string, string> {
  if (headers === null || headers === undefined || Array.isArray(headers)) return {}
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
