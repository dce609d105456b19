/** What Omise posts, and what load balancers and supervisors read. */
import type { Operation } from './operation.ts'
import { schemas } from './schemas.ts'

export const operatorOperations: readonly Operation[] = [
  {
    id: 'receiveWebhook',
    method: 'post',
    path: '/webhooks/omise',
    summary:
      'An event of Omise, signed; it says which charge to read, and is believed nothing else',
    caller: 'omise',
    body: schemas.OmiseEvent,
    answers: {
      200: { description: 'What became of it', schema: schemas.WebhookOutcome },
    },
    problems: [],
  },
  {
    id: 'readHealth',
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process is alive',
    caller: 'anybody',
    answers: { 200: { description: 'Alive', schema: schemas.Health } },
    problems: [],
  },
  {
    id: 'readReadiness',
    method: 'get',
    path: '/readyz',
    summary: 'Whether it can do its work',
    caller: 'anybody',
    answers: {
      200: { description: 'Ready', schema: schemas.Ready },
      503: {
        description: 'Not ready: stopping, or without its database',
        schema: schemas.NotReady,
      },
    },
    problems: [],
  },
]
