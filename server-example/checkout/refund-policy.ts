/**
 * What may be given back, and until when: data, with where each fact is from.
 * Omise's own table of what can be voided or refunded in part could not be
 * read, so that is left to Omise: its refusal is passed on in its words.
 */
const dayMs = 86_400_000
const bangkokOffsetMs = 7 * 3_600_000

export const refundPolicy = {
  /** Source: Omise's TrueMoney Wallet page: "refunds only within 30 days of the charge". */
  refundWithinMs: 30 * dayMs,
  /** Source: Omise's page on refunding charges. */
  mostRefunds: 15,
  /**
   * A void needs the charge's own day. Source: Omise's TrueMoney Wallet page; it
   * names no time zone, Bangkok's is our choice.
   */
  voidDay: 'Asia/Bangkok',
  /**
   * Whether part of a charge is asked for as a void on its day. Unknown; our
   * choice is to ask for a plain refund and to let Omise decide.
   */
  voidsInPart: false,
} as const

/** Are both moments on one calendar day in Bangkok? Thailand has no summer time. */
export function isSameDay(oneMs: number, otherMs: number): boolean {
  return dayOf(oneMs) === dayOf(otherMs)
}

/** The first moment of the day after, in Bangkok. */
export function endOfDay(ms: number): number {
  return (dayOf(ms) + 1) * dayMs - bangkokOffsetMs
}

function dayOf(ms: number): number {
  return Math.floor((ms + bangkokOffsetMs) / dayMs)
}
