/** The shop's own functions in this process, by type of event. */
import type { Channel, DeliveryContext, DeliveryResult } from './delivery.ts'
import type { EventType, ShopEvent } from './event.ts'

/**
 * Called for every event of the type, at least once; where `transaction` is the
 * shop's own database, what is written by it counts exactly once. Returning
 * takes the event; after throwing it is retried later.
 */
export type EventHandler = (event: ShopEvent, context: DeliveryContext) => unknown

export type EventHandlers = { readonly [Type in EventType]?: EventHandler }

/** Delivers to handlers. An event without a handler is taken at once, without a transaction. */
export function handlersChannel(handlers: EventHandlers): Channel {
  return {
    name: 'handlers',
    needsTransaction: (type) => handlers[type] !== undefined,
    receive,
  }

  async function receive(event: ShopEvent, context: DeliveryContext): Promise<DeliveryResult> {
    await handlers[event.type]?.(event, context)
    return { kind: 'taken' }
  }
}
