/** Why a text is not a Thai mobile number. */
export type PhoneProblem = 'empty' | 'letters' | 'not_thai' | 'landline' | 'too_short' | 'too_long'

export type ParsedPhone = { ok: true; national: string } | { ok: false; problem: PhoneProblem }

/**
 * Parses a Thai mobile number, typed, pasted or filled in, and returns its ten
 * digits, such as `0812345678`.
 *
 * Omise takes any 10 or 11 digits. That there are exactly ten, beginning with
 * 06, 08 or 09, is a choice: a wallet belongs to a mobile number, and a landline
 * is better explained here than refused after a redirect.
 */
export function parsePhone(text: string): ParsedPhone {
  const symbols = withoutPunctuation(text)
  if (symbols === '') return { ok: false, problem: 'empty' }
  if (!/^\+?\d*$/.test(symbols)) return { ok: false, problem: 'letters' }

  const national = toNational(symbols)
  if (national === undefined) return { ok: false, problem: 'not_thai' }
  if (/^0[23457]/.test(national)) return { ok: false, problem: 'landline' }
  if (/^0[01]/.test(national)) return { ok: false, problem: 'not_thai' }
  if (national.length < 10) return { ok: false, problem: 'too_short' }
  if (!national.startsWith('0')) return { ok: false, problem: 'not_thai' }
  if (national.length > 10) return { ok: false, problem: 'too_long' }
  return { ok: true, national }
}

/** A text field's content and its caret, counted in UTF-16 units from the start. */
export type Typed = { text: string; caret: number }

/**
 * Groups a number as 0XX-XXX-XXXX while it is typed, and keeps the caret at the
 * same digit. What does not look like a national number yet is left alone until
 * it is whole: `+66 81 234 5678` then becomes `081-234-5678`.
 *
 * `deletedForward` (the Delete key) puts the caret behind a dash instead of
 * before it: otherwise deleting the dash, which comes back, would never end.
 */
export function formatWhileTyping(text: string, caret: number, deletedForward = false): Typed {
  const national = nationalSoFar(text)
  if (national === undefined) return { text, caret }

  // Counted from the end, because a country code in front may turn into a 0.
  const digitsBehind = countDigits(text.slice(caret))
  const digitsBefore = Math.max(0, national.length - digitsBehind)
  const formatted = [national.slice(0, 3), national.slice(3, 6), national.slice(6)]
    .filter((group) => group !== '')
    .join('-')
  const dashesBefore = (digitsBefore > 3 ? 1 : 0) + (digitsBefore > 6 ? 1 : 0)
  const place = digitsBefore + dashesBefore
  const skipsDash = deletedForward && formatted[place] === '-'
  return { text: formatted, caret: skipsDash ? place + 1 : place }
}

function nationalSoFar(text: string): string | undefined {
  const symbols = withoutPunctuation(text)
  if (/^0(?!0)\d*$/.test(symbols)) return symbols
  const parsed = parsePhone(text)
  return parsed.ok ? parsed.national : undefined
}

/** The number with its trunk 0, or `undefined` when it belongs to another country. */
function toNational(symbols: string): string | undefined {
  const international = /^(?:\+|00)(?!0)(.*)$/.exec(symbols)?.[1]
  const digits = symbols.replace('+', '')
  if (international !== undefined && !'66'.startsWith(international.slice(0, 2))) return undefined
  const afterCountry = /^(?:00)?66(.*)$/.exec(digits)?.[1]
  // The 0 of "+66 (0)81…" is no digit of the number.
  return afterCountry === undefined ? digits : `0${afterCountry.replace(/^0/, '')}`
}

/** Returns Western digits, `+`, and everything that is neither a digit nor punctuation. */
function withoutPunctuation(text: string): string {
  // The usual case: Unicode classes cost a slow phone a frame at every key.
  if (/^[\d-]*$/.test(text)) return text.replace(/-/g, '')
  return toWesternDigits(text)
    .replace(/\uFF0B/g, '+')
    .replace(/[\s\p{Pd}\p{Cf}\u2212\u30FC.\uFF0E()\uFF08\uFF09]/gu, '')
}

function toWesternDigits(text: string): string {
  return text.replace(/[๐-๙０-９]/g, (digit) =>
    String(digit.charCodeAt(0) - (digit < '\uFF10' ? 0x0e50 : 0xff10)),
  )
}

function countDigits(text: string): number {
  return toWesternDigits(text).replace(/\D/g, '').length
}
