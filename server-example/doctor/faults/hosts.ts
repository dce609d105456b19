import type { Fault } from './fault.ts'

/** Nothing is asked of the real Omise in a test: without keys there is nothing to ask with. */
const unasked = { OMISE_PUBLIC_KEY: '', OMISE_SECRET_KEY: '' }

export const hostFaults: readonly Fault[] = [
  {
    name: 'buyers who may not be sent to Omise',
    plant: () => ({ OMISE_API_URL: 'https://api.omise.co', ...unasked }),
    named: ['✗', 'authorize hosts', 'not https://pay.omise.co', 'leave it unset'],
  },
  {
    name: 'buyers who may not be sent to the simulator',
    plant: () => ({ AUTHORIZE_HOSTS: 'pay.omise.co' }),
    named: ['✗', 'authorize hosts', 'not http://localhost', 'add http://localhost'],
  },
  {
    name: 'a simulator left on the list',
    plant: () => ({
      ...unasked,
      OMISE_API_URL: 'https://api.omise.co',
      AUTHORIZE_HOSTS: 'pay.omise.co,http://localhost:4010',
    }),
    named: ['!', 'authorize hosts', 'http://localhost:4010 is this machine', 'AUTHORIZE_HOSTS'],
  },
  {
    name: 'an address instead of a host',
    plant: () => ({ AUTHORIZE_HOSTS: 'https://pay.omise.co/payments' }),
    named: ['✗', 'authorize hosts', 'no host that a buyer may be sent to', 'AUTHORIZE_HOSTS'],
  },
  {
    name: 'an origin with a slash',
    plant: () => ({ ALLOWED_ORIGINS: 'https://shop.example/' }),
    named: ['✗', 'allowed origins', 'no origin', 'ALLOWED_ORIGINS'],
  },
  {
    name: 'an origin without TLS',
    plant: () => ({ ALLOWED_ORIGINS: 'http://shop.example' }),
    named: ['!', 'allowed origins', 'is not https', 'ALLOWED_ORIGINS'],
  },
  {
    name: 'an origin that the running server does not know',
    plant: () => ({ ALLOWED_ORIGINS: 'https://shop.example,https://new.example' }),
    named: ['✗', 'allowed origins', 'does not allow https://new.example', 'Restart'],
  },
]
