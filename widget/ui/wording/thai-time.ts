/**
 * A moment in Thai time and the reader's language: the Buddhist
 * year in Thai. `undefined` when the text is no time.
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
