/**
 * Formats a duration so coarsely that the words seldom change: `20 seconds`,
 * `3 นาที`. Returns `undefined` below ten seconds.
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

/**
 * Formats a moment in Thai time and the reader's language, with the Buddhist
 * year in Thai. Returns `undefined` where the text is no time.
 */
export function formatTime(isoTime: string, locale: string): string | undefined {
  const time = Date.parse(isoTime)
  if (Number.isNaN(time)) return undefined
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Asia/Bangkok',
  }).format(time)
}
