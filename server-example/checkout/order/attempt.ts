/**
 * - `creating`: written before the charge is asked for; whether one exists is not known yet
 * - `pending`: a charge exists and has not been settled, as far as we know
 * - `successful`: paid. Never lowered by anything
 * - `failed`, `expired`: settled without money
 * - `abandoned`: no charge was made (refused by Omise, or not found after the grace period)
 * - `superseded`: its charge may still be pending at Omise, and is expired there: the order has moved on
 * - `duplicate`: paid although another attempt is paid too, or the order is cancelled or has
 *   another amount by now; the money is refunded
 */
export const attemptStates = [
  'creating',
  'pending',
  'successful',
  'failed',
  'expired',
  'abandoned',
  'superseded',
  'duplicate',
] as const
export type AttemptState = (typeof attemptStates)[number]

type Trait = 'live' | 'open' | 'paid' | 'exclusive' | 'unresolved'

/** What holds for an attempt in each state. */
const traits: Readonly<Record<AttemptState, readonly Trait[]>> = {
  creating: ['live', 'open', 'exclusive', 'unresolved'],
  pending: ['live', 'open', 'exclusive', 'unresolved'],
  successful: ['paid', 'exclusive'],
  failed: [],
  expired: [],
  abandoned: [],
  superseded: ['open', 'unresolved'],
  duplicate: ['paid', 'unresolved'],
}

/** States in which the reconciler has something to do. */
export const unresolvedAttemptStates = attemptStates.filter((state) =>
  traits[state].includes('unresolved'),
)

/** Where Omise keeps the picture of a QR code; the extension of its file's name is `.svg` or `.png`. */
export type QrImage = { readonly uri: string; readonly filename: string | null }

/** One try to pay an order: at most one charge. Times are milliseconds since 1970. */
export type Attempt = {
  readonly id: string
  readonly state: AttemptState
  /** `null` when the server makes source and charge in one call. */
  readonly sourceId: string | null
  /** The source's type; `null` until a reading of the charge has it. */
  readonly method: string | null
  readonly chargeId: string | null
  /** Its charge's amount: the order's amount when the attempt began, unless Omise has another. */
  readonly amountSatang: number
  readonly authorizeUri: string | null
  /** The code that the buyer scans, for methods that have one. */
  readonly qr: QrImage | null
  readonly failureCode: string | null
  readonly failureMessage: string | null
  readonly createdAt: number
  readonly paidAt: number | null
  /** When Omise will expire the charge. */
  readonly expiresAt: number | null
  /** When Omise reversed a paid charge; the order stays paid for its buyer. */
  readonly reversedAt: number | null
  /** When it became known that the payment is disputed; how that ends is to be read at Omise. */
  readonly disputedAt: number | null
}

/** An attempt of which no charge is known yet. */
export function newAttempt(
  begun: Pick<Attempt, 'id' | 'state' | 'sourceId' | 'method' | 'amountSatang' | 'createdAt'>,
): Attempt {
  return {
    ...begun,
    chargeId: null,
    authorizeUri: null,
    qr: null,
    failureCode: null,
    failureMessage: null,
    paidAt: null,
    expiresAt: null,
    reversedAt: null,
    disputedAt: null,
  }
}

/** The `failureCode` of an attempt whose charge turned out to be of another amount than was asked for. */
export const amountMismatch = 'amount_mismatch'

/** The buyer may still pay it: nothing else may be started beside it. */
export function isLive({ state }: Attempt): boolean {
  return traits[state].includes('live')
}

/** Money came in. */
export function isPaid({ state }: Attempt): boolean {
  return traits[state].includes('paid')
}

/** Its charge is not known to have reached an end. */
export function isOpen({ state }: Attempt): boolean {
  return traits[state].includes('open')
}

/** Of such attempts an order has at most one: the database's unique index refuses a second. */
export function isExclusive({ state }: Attempt): boolean {
  return traits[state].includes('exclusive')
}
