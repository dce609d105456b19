/** How a shop reads its events over HTTP, and looks after those that did not arrive. */
import * as z from 'zod/mini'
import type { Operation } from './operation.ts'
import { schemas } from './schemas.ts'

const events = '/api/merchant/events'

export const eventOperations: readonly Operation[] = [
  {
    id: 'readEvents',
    method: 'get',
    path: events,
    summary:
      'Every event of every order, oldest first; none appears before a cursor that was returned',
    caller: 'merchant',
    query: {
      after: {
        description: 'The "next" of the page before',
        schema: z.string().check(z.regex(/^\d{1,15}$/)),
      },
      limit: {
        description: 'At most so many, 1 to 100',
        schema: z.string().check(z.regex(/^([1-9]\d?|100)$/)),
      },
    },
    answers: { 200: { description: 'A page of events', schema: schemas.EventPage } },
    problems: ['invalid_request'],
  },
  {
    id: 'listUndelivered',
    method: 'get',
    path: `${events}/undelivered`,
    summary: 'Deliveries that failed and are tried again, or were given up',
    caller: 'merchant',
    answers: { 200: { description: 'The oldest first', schema: schemas.Undelivered } },
    problems: [],
  },
  {
    id: 'deliverAgain',
    method: 'post',
    path: `${events}/{eventId}/deliver`,
    summary: 'Delivers an event again through every channel',
    caller: 'merchant',
    answers: { 202: { description: 'It is on its way', schema: schemas.DeliveryWaiting } },
    problems: ['not_found'],
  },
]
