/**
 * - `paid_without_order`: Omise took money in the name of an order that we don't have
 * - `paid_but_foreign`: … of an order that we have, but whose attempt is another
 * - `charge_unknown`: Omise does not know the charge of our order
 * - `charge_unreadable`: Omise's list has a charge of our order that is not as documented; it
 *   stays as it was known
 */
export const findingKinds = [
  'paid_without_order',
  'paid_but_foreign',
  'charge_unknown',
  'charge_unreadable',
] as const

/** A difference that an audit found. */
export type Finding = {
  readonly kind: (typeof findingKinds)[number]
  readonly chargeId: string
  readonly orderId: string | null
  readonly detail: string
}

/** An audit that came to its end, as it is stored. */
export type AuditRun = AuditResult & {
  readonly sinceMs: number
  readonly startedAt: number
  readonly endedAt: number
}

export type AuditResult = {
  readonly charges: number
  /** Charges that other systems made with the same account. */
  readonly notOurs: number
  /** Charges and refunds that are not as documented and not ours: they were skipped. */
  readonly unreadable: number
  readonly findings: readonly Finding[]
}
