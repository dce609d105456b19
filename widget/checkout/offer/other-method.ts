import type { MethodName } from '../../methods/draft.ts'
import type { Offer } from './offers.ts'

/** The next one after this method, which is what "other way" leads to; `undefined` where there is no other. */
export function otherMethod(method: MethodName, offers: readonly Offer[]): MethodName | undefined {
  const index = offers.findIndex((offer) => offer.method === method)
  const next = index < 0 ? undefined : offers[(index + 1) % offers.length]?.method
  return next === method ? undefined : next
}
