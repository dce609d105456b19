import { readOrder } from './api.js'
import { attemptList, refundList } from './attempts.js'
import { code, element, facts, viewHeading } from './element.js'
import { eventList } from './events.js'
import { badge, baht, moment } from './format.js'
import { historyList } from './history.js'
import { text } from './language.js'
import { policy } from './policy.js'
import { openRefundDialog } from './refund-dialog.js'

/** One order with all that became known of it. */
export const orderView = {
  section: 'orders',
  read: ({ orderId }) => readOrder(orderId),
  frame: () => [element('a', { class: 'back', href: '#/' }, text().backToOrders)],
  waiting: ({ orderId }) =>
    element('div', { class: 'panel head waiting' }, viewHeading(code(orderId))),
  show(order, _query, { reload, act }) {
    return [
      head(order, reload),
      element(
        'div',
        { class: 'columns' },
        element(
          'div',
          {},
          section(text().history.heading, historyList(order)),
          section(text().attempts.heading, attemptList(order.attempts)),
        ),
        element(
          'div',
          {},
          section(text().policy.heading, policy(order)),
          order.refunds.length === 0
            ? null
            : section(text().refunds.heading, refundList(order.refunds)),
          section(
            text().events.heading,
            eventList(order, { act, read: () => readOrder(order.orderId) }),
          ),
        ),
      ),
    ]
  },
}

function head(order, reload) {
  const { refundOptions } = order
  const why = text().whyNot[refundOptions.whyNot]
  return element(
    'div',
    { class: 'panel head' },
    element('div', { class: 'sum' }, viewHeading(baht(order.amount)), badge(order.state)),
    refundOptions.whyNot === null
      ? element(
          'button',
          {
            type: 'button',
            class: 'button',
            id: 'give-back',
            click: () => openRefundDialog(order, reload),
          },
          text().refund.open,
        )
      : element('p', { class: 'soft why' }, why),
    facts([
      [text().reference, code(order.reference)],
      [text().description, order.description],
      ...Object.entries(order.metadata).map(([name, value]) => [code(name), String(value)]),
      [text().orderedAt, moment(order.createdAt)],
      [text().cancelledAt, order.cancelledAt && moment(order.cancelledAt)],
      [text().orderId, code(order.orderId)],
      [text().givenBackTerm, order.refundedAmount > 0 ? baht(order.refundedAmount) : null],
    ]),
  )
}

function section(heading, ...content) {
  return element('section', { class: 'panel' }, element('h2', {}, heading), content)
}
