/** What can go wrong with one call to Omise, and how likely it is in a schedule. */
import type { Random } from './random.ts'

/** `before` and `after` the work was done at Omise: from outside the two look the same. */
export type When = 'before' | 'after'

export type Fault =
  | { readonly kind: 'none' }
  | { readonly kind: 'delay'; readonly when: When; readonly ms: number }
  | { readonly kind: 'reset'; readonly when: When }
  /** The work was done; half of the answer arrives, and then the connection ends. */
  | { readonly kind: 'cut' }
  /** The work was done; half of the answer arrives as if it were the whole. */
  | { readonly kind: 'garbled' }
  | {
      readonly kind: 'status'
      readonly when: When
      readonly status: number
      readonly body: 'json' | 'html' | 'nothing'
    }
  /** A list without what was made last, which is there later. Any other answer is as it was. */
  | { readonly kind: 'late list'; readonly lateMs: number }
  /** A list with a document that is not as documented. Any other answer is as it was. */
  | { readonly kind: 'odd document' }
  /** 429 with Retry-After: turned away at the door. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number }
  /** kill -9 of the process that calls. */
  | { readonly kind: 'kill'; readonly when: When }

export type FaultWeather = {
  /** Of all calls, how many suffer a fault. */
  readonly share: number
  /** Of the faults, how many kill the caller. */
  readonly killShare: number
  /** How much likelier than usual it is that an answer is only late. */
  readonly slowness: number
}

/** Longer than the client waits (30 s), shorter than an attempt is kept open (60 s). */
const tooLongMs = { from: 32_000, to: 45_000 }

/** How late a list may be. */
export const latestListMs = 40_000

/** The next fault out of a line of chance. */
export function drawFault(random: Random, { share, killShare, slowness }: FaultWeather): Fault {
  if (!random.chance(share)) return { kind: 'none' }
  const when = random.pick(['before', 'after'] as const)
  if (random.chance(killShare)) return { kind: 'kill', when }
  const status = random.pick([500, 502, 503, 504])
  const body = random.pick(['json', 'html', 'nothing'] as const)
  return random.weighted<Fault>([
    [4 * slowness, { kind: 'delay', when, ms: random.integer(500, 12_000) }],
    [2, { kind: 'delay', when, ms: random.integer(tooLongMs.from, tooLongMs.to) }],
    [4, { kind: 'reset', when }],
    [2, { kind: 'cut' }],
    [2, { kind: 'garbled' }],
    // Omise says nowhere how late its lists may be.
    [4, { kind: 'late list', lateMs: random.integer(1_000, latestListMs) }],
    [2, { kind: 'odd document' }],
    [4, { kind: 'status', when, status, body }],
    // A firewall's page: a refusal of somebody, but not of Omise.
    [1, { kind: 'status', when: 'before', status: 403, body: 'html' }],
    [2, { kind: 'busy', retryAfterSeconds: random.integer(1, 5) }],
  ])
}

/** A fault's name in a count of them. */
export function nameOfFault(fault: Fault): string {
  return 'when' in fault ? `${fault.kind} ${fault.when}` : fault.kind
}
