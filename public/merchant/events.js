/** What the shop was told of an order, and whether it has taken it. */
import { deliverAgain } from './api.js'
import { element } from './element.js'
import { badge, moment } from './format.js'
import { text } from './language.js'

/** `read` resolves with what the view shows, once more. */
export function eventList(order, { act, read }) {
  const words = text().events
  if (order.events.length === 0) return element('p', { class: 'soft' }, words.none)
  return element(
    'ol',
    { class: 'things' },
    order.events.map((event) =>
      element(
        'li',
        {},
        element('h3', {}, words.types[event.type] ?? event.type),
        element('p', { class: 'soft' }, moment(event.createdAt, { withSeconds: true })),
        event.deliveries.map(deliveryLine),
        event.deliveries.some(({ state }) => state !== 'taken')
          ? againButton(event, { act, read })
          : null,
      ),
    ),
  )
}

/** One way to the shop: how it stands, since or until when, and why it failed last. */
export function deliveryLine({ channel, state, lastError, at }) {
  const words = text().events
  return [
    element(
      'p',
      {},
      `${words.channels[channel] ?? channel} `,
      badge(state, words.states),
      element('span', { class: 'soft' }, ` ${words.since[state]} `, moment(at)),
    ),
    lastError === null ? null : element('p', { class: 'soft', lang: 'en' }, lastError),
  ]
}

export function againButton({ eventId }, { act, read }) {
  return element(
    'button',
    {
      type: 'button',
      class: 'plain',
      id: `deliver-${eventId}`,
      click: ({ currentTarget }) =>
        act(currentTarget, text().events.delivering, async () => {
          await deliverAgain(eventId)
          return read()
        }),
    },
    text().events.again,
  )
}
