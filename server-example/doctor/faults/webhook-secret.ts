import { type Fault, liveKeys } from './fault.ts'

export const webhookSecretFaults: readonly Fault[] = [
  {
    name: 'no webhook secret',
    plant: () => ({ OMISE_WEBHOOK_SECRET: '' }),
    named: ['!', 'webhook secret', 'there is none', 'OMISE_WEBHOOK_SECRET'],
  },
  {
    name: 'no webhook secret, with live keys',
    plant: () => ({ ...liveKeys, OMISE_WEBHOOK_SECRET: '' }),
    named: ['✗', 'webhook secret', 'there is none', 'OMISE_WEBHOOK_SECRET'],
  },
  {
    name: 'a webhook secret that is no base64',
    plant: () => ({ OMISE_WEBHOOK_SECRET: 'not base64!' }),
    named: ['✗', 'webhook secret', 'not base64', 'OMISE_WEBHOOK_SECRET'],
  },
  {
    name: 'a webhook secret with its end missing',
    plant: () => ({ OMISE_WEBHOOK_SECRET: 'c2VjcmV0IG9mIHRoZSB0ZXN0cyBvZiBhIGRvY3R' }),
    named: ['✗', 'webhook secret', 'a part of it is missing', 'OMISE_WEBHOOK_SECRET'],
  },
  {
    name: 'a short webhook secret',
    plant: () => ({ OMISE_WEBHOOK_SECRET: 'c2VjcmV0' }),
    named: ['!', 'webhook secret', '6 bytes', 'OMISE_WEBHOOK_SECRET'],
  },
  {
    name: 'a key as webhook secret',
    plant: ({ env }) => ({ OMISE_WEBHOOK_SECRET: env.OMISE_SECRET_KEY }),
    named: ['✗', 'webhook secret', 'one of the keys', 'OMISE_WEBHOOK_SECRET'],
  },
  {
    name: 'three webhook secrets',
    plant: () => ({
      OMISE_WEBHOOK_SECRET: [1, 2, 3].map((one) => Buffer.alloc(32, one).toString('base64')).join(),
    }),
    named: ['!', 'webhook secret', '3 are given', 'OMISE_WEBHOOK_SECRET'],
  },
  {
    name: 'signatures that are not checked',
    plant: () => ({ OMISE_WEBHOOK_VERIFY: 'reread-only' }),
    named: ['!', 'webhook secret', 'reread-only', 'OMISE_WEBHOOK_VERIFY unset'],
  },
]
