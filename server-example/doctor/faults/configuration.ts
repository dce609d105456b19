import { type Fault, liveKeys } from './fault.ts'

export const configurationFaults: readonly Fault[] = [
  {
    name: 'a setting that is not understood',
    plant: () => ({ LOG_LEVEL: 'loud' }),
    named: ['✗', 'configuration', 'LOG_LEVEL', 'Correct this variable'],
  },
  {
    name: 'no secret key',
    plant: () => ({ OMISE_SECRET_KEY: '' }),
    named: ['✗', 'keys', 'OMISE_SECRET_KEY is missing', 'OMISE_SECRET_KEY'],
  },
  {
    name: 'no public key',
    plant: () => ({ OMISE_PUBLIC_KEY: undefined }),
    named: ['✗', 'keys', 'OMISE_PUBLIC_KEY is missing', 'dashboard'],
  },
  {
    name: 'a secret key where the public one belongs',
    plant: ({ env }) => ({ OMISE_PUBLIC_KEY: env.OMISE_SECRET_KEY }),
    named: ['✗', 'keys', 'OMISE_PUBLIC_KEY holds a secret key', 'OMISE_PUBLIC_KEY'],
  },
  {
    name: 'keys of two modes',
    plant: () => ({ OMISE_PUBLIC_KEY: liveKeys.OMISE_PUBLIC_KEY }),
    named: [
      '✗',
      'keys',
      'live key and OMISE_SECRET_KEY a test key',
      'Take both keys from one page',
    ],
  },
  {
    name: 'keys of two modes, while another setting is wrong too',
    plant: () => ({ OMISE_PUBLIC_KEY: liveKeys.OMISE_PUBLIC_KEY, PORT: 'x' }),
    named: [
      '✗',
      'keys',
      'live key and OMISE_SECRET_KEY a test key',
      'Take both keys from one page',
    ],
  },
  {
    name: 'live keys over plain http',
    plant: () => liveKeys,
    named: ['✗', 'configuration', 'must not travel over plain http', 'Correct'],
  },
]
