/**
 * Returns how long a code can still be scanned, in whole minutes rounded up, so
 * that the words seldom change; 0 when it has expired. `undefined` where that is
 * not known: without `expiresAt`, and where the code had expired when it arrived,
 * because then this device's clock is wrong.
 */
export function minutesLeft(
  expiresAt: string | undefined,
  { cameAtMs, nowMs }: { cameAtMs: number; nowMs: number },
): number | undefined {
  const endMs = Date.parse(expiresAt ?? '')
  if (Number.isNaN(endMs) || endMs <= cameAtMs) return undefined
  return Math.max(0, Math.ceil((endMs - nowMs) / 60_000))
}
