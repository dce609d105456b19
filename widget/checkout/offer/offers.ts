import { defaultMethod, isForSomePages, type MethodName, methodNames } from '../../methods/draft.ts'

/** A method that the buyer may pay with, and between which amounts (in satang), where that is known. */
export type Offer = {
  method: MethodName
  limits?: { minAmount: number; maxAmount: number } | undefined
}

/** A method that the server takes; a newer server may name methods that are not known here. */
export type ServerOffer = Omit<Offer, 'method'> & { method: string }

/**
 * Returns what the page names, in its order, as far as the server takes it.
 * Where neither names anything, that is the phone number alone.
 */
export function offersOf(
  wanted: readonly MethodName[] | undefined,
  server: readonly ServerOffer[] | undefined,
): Offer[] {
  if (!server) return [...new Set(wanted ?? [defaultMethod])].map((method) => ({ method }))
  const taken = [...new Set(wanted ?? methodNames)].flatMap((method) =>
    server.filter((offer) => offer.method === method).map(({ limits }) => ({ method, limits })),
  )
  const usual = taken.filter(({ method }) => !isForSomePages(method))
  // A method for some pages is offered everywhere where there is no other.
  return wanted || !usual[0] ? taken : usual
}

/** Returns the offers that take this amount, in satang. */
export function offersFor(amount: number, offers: readonly Offer[]): Offer[] {
  return offers.filter(
    ({ limits }) => !limits || (limits.minAmount <= amount && amount <= limits.maxAmount),
  )
}

/** Returns what is shown first: a method that takes the amount, or the first one where none does. */
export function firstMethod(
  amount: number | undefined,
  offers: readonly Offer[],
): MethodName | undefined {
  const [first] = amount === undefined ? offers : offersFor(amount, offers)
  return (first ?? offers[0])?.method
}

/** Returns the method after this one, to which "other way" leads; `undefined` where there is no other. */
export function otherMethod(method: MethodName, offers: readonly Offer[]): MethodName | undefined {
  const index = offers.findIndex((offer) => offer.method === method)
  const next = index < 0 ? undefined : offers[(index + 1) % offers.length]?.method
  return next === method ? undefined : next
}
