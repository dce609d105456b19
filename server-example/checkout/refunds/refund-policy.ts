/** The calendar of voids: days in Bangkok. What may be refunded is in `methods/refund-rules.ts`. */
const dayMs = 86_400_000
const bangkokOffsetMs = 7 * 3_600_000

/** Returns whether both times are on one calendar day in Bangkok. Thailand has no summer time. */
export function isSameDay(oneMs: number, otherMs: number): boolean {
  return dayOf(oneMs) === dayOf(otherMs)
}

/** Returns the first moment of the next day in Bangkok. */
export function endOfDay(ms: number): number {
  return (dayOf(ms) + 1) * dayMs - bangkokOffsetMs
}

function dayOf(ms: number): number {
  return Math.floor((ms + bangkokOffsetMs) / dayMs)
}
