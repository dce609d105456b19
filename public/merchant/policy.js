/** What may still be given back, until when, and what nobody knows. */
import { element, facts } from './element.js'
import { baht, moment } from './format.js'
import { text } from './language.js'

export function policy({ refundOptions }) {
  const words = text().policy
  const { whyNot, left, voidUntil, refundUntil, refundsMade, mostRefunds } = refundOptions
  if (whyNot === 'not_paid') return element('p', { class: 'soft' }, words.notPaid)
  return [
    facts([
      [words.left, baht(left)],
      [words.voidUntil, voidUntil === null ? words.voidOver : moment(voidUntil)],
      [words.refundUntil, moment(refundUntil)],
      [words.made, words.of(refundsMade, mostRefunds)],
      [words.fees, words.feesUnknown],
    ]),
    element('p', { class: 'soft' }, words.explained),
  ]
}
