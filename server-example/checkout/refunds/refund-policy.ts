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

const firstRetryMs = 20_000
const longestRetryMs = 12 * 60 * 60_000

/**
 * Returns how many milliseconds after the latest of so many refusals a refund is asked for
 * again: 20 s, 80 s, 5 min … then every 12 hours. Each is a row and an event to the shop,
 * so a charge that Omise keeps refusing must not be asked for every hour. Our choice.
 */
export function refundRetryMs(refusals: number): number {
  return Math.min(longestRetryMs, firstRetryMs * 4 ** (refusals - 1))
}
