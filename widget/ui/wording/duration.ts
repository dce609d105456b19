/**
 * How long something has taken, in words and so coarse that they seldom change:
 * `20 seconds`, `3 นาที`. Nothing for less than ten seconds, which nobody calls waiting.
 */
export function formatDuration(ms: number, locale: string): string | undefined {
  const seconds = Math.floor(ms / 10_000) * 10
  if (seconds === 0) return undefined
  if (seconds < 60) return count(seconds, 'second', locale)
  if (seconds < 3600) return count(Math.floor(seconds / 60), 'minute', locale)
  return count(Math.floor(seconds / 3600), 'hour', locale)
}

function count(number: number, unit: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(number)
}
