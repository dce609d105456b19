import { readUndelivered } from './api.js'
import { code, element, viewHeading } from './element.js'
import { againButton, deliveryLine } from './events.js'
import { text } from './language.js'

/** Events that the shop has not taken: tried in vain, or given up. */
export const undeliveredView = {
  section: 'events',
  read: () => readUndelivered(),
  frame: () => [
    viewHeading(text().events.undelivered),
    element('p', { class: 'soft' }, text().events.explained),
  ],
  waiting: () => element('div', { class: 'panel waiting' }),
  show: ({ deliveries }, _query, { act }) => [
    element(
      'section',
      { class: 'panel' },
      deliveries.length === 0
        ? element('p', {}, text().events.allTaken)
        : element(
            'ol',
            { class: 'things' },
            deliveries.map((delivery) => line(delivery, act)),
          ),
    ),
  ],
}

function line(delivery, act) {
  const { event, eventId } = delivery
  return element(
    'li',
    {},
    element('h3', {}, text().events.types[event.type] ?? event.type),
    element(
      'p',
      {},
      element('a', { href: `#/order/${event.order.orderId}` }, code(event.order.reference)),
    ),
    deliveryLine(delivery),
    againButton({ eventId }, { act, read: readUndelivered }),
  )
}
