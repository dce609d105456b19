/**
 * - `paid_without_order`: Omise took money in the name of an order that we don't have
 * - `paid_but_foreign`: … of an order that we have, but whose amount or attempt is another
 * - `charge_unknown`: Omise does not know the charge of our order
 */
export const findingKinds = ['paid_without_order', 'paid_but_foreign', 'charge_unknown'] as const

/** What a sweep has found. */
export type Finding = {
  readonly kind: (typeof findingKinds)[number]
  readonly chargeId: string
  readonly orderId: string | null
  readonly detail: string
}

/** A sweep that came to its end, as it is kept. */
export type SweepRun = Sweep & {
  readonly sinceMs: number
  readonly startedAt: number
  readonly endedAt: number
}

export type Sweep = {
  readonly charges: number
  /** Charges that other systems made with the same account. */
  readonly notOurs: number
  readonly findings: readonly Finding[]
}
