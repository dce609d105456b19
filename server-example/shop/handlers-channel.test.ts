import { expect, it } from 'vitest'
import { eventTypes } from './event.ts'
import { handlersChannel } from './handlers-channel.ts'

it('opens a transaction for the types of events that have a handler, and for no other', () => {
  const { needsTransaction } = handlersChannel({ 'order.paid': () => undefined })
  expect(eventTypes.filter((type) => needsTransaction(type))).toEqual(['order.paid'])
})
