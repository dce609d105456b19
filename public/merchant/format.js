/** Money and times the way the page's language writes them. Days are Bangkok's, as the refund policy's are. */
import { element } from './element.js'
import { language, text } from './language.js'

const locales = { th: 'th-TH-u-nu-latn', en: 'en-GB' }
const zone = { timeZone: 'Asia/Bangkok' }

/** 100000 → ฿1,000.00 */
export function baht(satang) {
  const number = new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(satang / 100)
  return `฿${number}`
}

/** What somebody typed, as satang; `null` for what is no amount. Read as text: 0.29 × 100 is not 29. */
export function satangOf(typed) {
  const western = typed.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
  const plain = western.replace(/[฿,\s]/g, '')
  const [, whole, decimals = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain) ?? []
  if (whole === undefined) return null
  const satang = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return satang > 0 ? satang : null
}

/** A moment, with seconds where things follow each other closely. */
export function moment(iso, { withSeconds = false } = {}) {
  const words = new Intl.DateTimeFormat(locales[language()], {
    ...zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(withSeconds && { second: '2-digit' }),
  }).format(new Date(iso))
  return element('time', { datetime: iso }, words)
}

/** The time of day, with seconds. */
export function timeOfDay(date) {
  return new Intl.DateTimeFormat(locales[language()], { ...zone, timeStyle: 'medium' }).format(date)
}

/** A state as a small sign; one that this page does not know is shown by its name. */
export function badge(state, words = text().states) {
  return element('span', { class: 'badge', 'data-state': state }, words[state] ?? state)
}

/** A payment method in words; one that this page does not know is shown by Omise's name. */
export function methodName(method) {
  return text().methods[method] ?? method
}

/** Why a payment failed, in words; a code that this page does not know is shown as it is. */
export function failureName(failureCode) {
  return text().failures[failureCode] ?? failureCode
}
