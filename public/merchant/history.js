/** What became known of an order, when, and from whom: the newest last, as it happened. */
import { code, element } from './element.js'
import { baht, moment } from './format.js'
import { text } from './language.js'

export function historyList(order) {
  const names = namesOf(order)
  return element(
    'ol',
    { class: 'history' },
    order.history.map((entry) =>
      element(
        'li',
        { 'data-state': entry.state ?? entry.kind },
        element('p', {}, sentence(entry, names)),
        element('p', { class: 'soft' }, from(entry)),
      ),
    ),
  )
}

function sentence(entry, names) {
  const words = text().history
  switch (entry.kind) {
    case 'ordered':
      return words.ordered
    case 'attempt_started':
      return words.started(names.get(entry.id))
    case 'refund_asked':
      return words.asked(names.get(entry.id))
    case 'became': {
      const states = entry.subject === 'attempt' ? text().attemptStates : text().refundStates
      return words.became(names.get(entry.id), states[entry.state] ?? entry.state)
    }
    case 'webhook':
      return words.webhook(entry.key)
    default:
      return entry.kind
  }
}

function from(entry) {
  const by = entry.kind === 'webhook' ? code(entry.eventId) : text().history.by[entry.by]
  return [moment(entry.at, { withSeconds: true }), by === undefined ? null : [' · ', by]].flat()
}

function namesOf({ attempts, refunds }) {
  return new Map([
    ...attempts.map(({ attemptId }, index) => [attemptId, text().attempts.nth(index + 1)]),
    ...refunds.map((one) => [
      one.refundId,
      `${one.voided ? text().refunds.void : text().refunds.refund} ${baht(one.amount)}`,
    ]),
  ])
}
