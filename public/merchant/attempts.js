/** Attempts and refunds of one order, each with all that is known of it. */
import { code, element, facts } from './element.js'
import { badge, baht, failureName, methodName, moment } from './format.js'
import { text } from './language.js'

export function attemptList(attempts) {
  const words = text().attempts
  if (attempts.length === 0) return element('p', { class: 'soft' }, words.none)
  return element(
    'ol',
    { class: 'things' },
    attempts.map((one, index) =>
      element(
        'li',
        {},
        element('h3', {}, words.nth(index + 1), ' ', badge(one.state, text().attemptStates)),
        facts([
          [words.failure, one.failureCode && failure(one)],
          [words.method, one.method && methodName(one.method)],
          [words.charge, one.chargeId && code(one.chargeId)],
          [words.attempt, code(one.attemptId)],
          [words.source, one.sourceId && code(one.sourceId)],
          [words.started, moment(one.createdAt)],
          [words.paid, one.paidAt && moment(one.paidAt)],
          [words.reversed, one.reversedAt && moment(one.reversedAt)],
          [words.disputed, one.disputedAt && moment(one.disputedAt)],
          [words.expires, one.state === 'pending' && one.expiresAt ? moment(one.expiresAt) : null],
        ]),
      ),
    ),
  )
}

export function refundList(refunds) {
  const words = text().refunds
  return element(
    'ol',
    { class: 'things' },
    refunds.map((one) =>
      element(
        'li',
        {},
        element(
          'h3',
          {},
          `${one.voided ? words.void : words.refund} ${baht(one.amount)} `,
          badge(one.state, text().refundStates),
        ),
        facts([
          [words.reason, one.reason],
          [words.refusal, one.refusal && element('span', { lang: 'en' }, one.refusal)],
          [words.id, code(one.omiseId ?? one.refundId)],
          [words.at, moment(one.createdAt)],
        ]),
      ),
    ),
  )
}

function failure({ failureCode, failureMessage }) {
  return [
    `${failureName(failureCode)} `,
    code(failureCode),
    failureMessage === null ? null : element('span', { lang: 'en' }, ` ${failureMessage}`),
  ]
}
