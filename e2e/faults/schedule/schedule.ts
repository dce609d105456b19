/**
 * A schedule: everything that people, Omise and the network will do, out of one
 * seed. Plain data; what becomes of it is for the servers to show. Times are
 * milliseconds of the fast clock.
 */
import type { PaymentMethod } from '../../../widget/contract.ts'
import { type DatabaseTrouble, databaseTroubles } from '../stack/database-trouble.ts'
import type { FaultWeather } from './fault.ts'
import { createRandom, type Random } from './random.ts'

export type Decision =
  | { readonly kind: 'successful' | 'expired' | 'none' }
  | { readonly kind: 'failed'; readonly code: string }

export type TryPlan = {
  readonly thinkMs: number
  readonly method: PaymentMethod
  /** `again`: the source of the try before. `server`: only a phone number or a method is sent. */
  readonly source: 'fresh' | 'again' | 'server'
  readonly phoneNumber: string
  /** How often the button is pressed at once. */
  readonly copies: number
  readonly seesWrongAmount: boolean
  /** While this is being submitted, the page opened before is paid after all. */
  readonly paysOldPageAfterMs: number | null
  readonly decision: Decision
  readonly decideAfterMs: number
  readonly polls: number
  readonly pollEveryMs: number
  /** How often a buyer who has paid reloads the page. */
  readonly reloads: number
}

export type RefundPlan = {
  readonly afterMs: number
  /** Of the whole; 1 is asked for without an amount. */
  readonly share: number
  readonly hasKey: boolean
  readonly copies: number
  /** How often it is asked for again while the answer leaves it open. */
  readonly asksAgain: number
}

export type OrderPlan = {
  readonly quantity: number
  /** Windows on the same order, each with its buyer's patience. */
  readonly tabs: readonly (readonly TryPlan[])[]
  readonly refunds: readonly RefundPlan[]
  /** Shares refunded at Omise's dashboard. */
  readonly dashboardRefunds: readonly { readonly afterMs: number; readonly share: number }[]
  readonly nextDayRefunds: readonly RefundPlan[]
  /** When the shop cancels it, whether or not it is being paid; most orders are not. */
  readonly cancelAfterMs: number | null
  /** A paid charge with metadata like ours: of no order here, or of an attempt that is not stored. */
  readonly foreignCharge: 'none' | 'other attempt' | 'other order'
}

export type PostWeather = {
  readonly dropShare: number
  readonly doubleShare: number
  readonly lateShare: number
  /** The latest of the late. */
  readonly latestMs: number
  /** Left lying until all is over: an hour late. */
  readonly muchLaterShare: number
  /** Posted again until it is answered 2xx. */
  readonly isInsistent: boolean
  /** Deliveries nobody at Omise has sent. */
  readonly forgeries: number
}

/** `atMs` counts from the end of the one before, in milliseconds. */
export type TroublePlan = {
  readonly atMs: number
  readonly forMs: number
  readonly trouble: DatabaseTrouble
}

export type Schedule = {
  readonly seed: number
  /** `webhooks`: neither reconciler nor polls read anything at Omise until all is over. */
  readonly truth: 'everything' | 'webhooks'
  readonly faults: FaultWeather
  readonly post: PostWeather
  /** Moments of a kill -9, counted from the start. */
  readonly killsAtMs: readonly number[]
  readonly mostKills: number
  readonly databaseTroubles: readonly TroublePlan[]
  /** Whether Omise expires the charges of QR codes when it is asked to. */
  readonly qrExpiry: 'accept' | 'refuse'
  readonly orders: readonly OrderPlan[]
}

const failureCodes = [
  'payment_rejected',
  'failed_processing',
  'insufficient_balance',
  'payment_cancelled',
  'timeout',
  'a_code_nobody_has_heard_of',
]

/** The schedule of a seed: always the same. */
export function planSchedule(seed: number): Schedule {
  const random = createRandom(`schedule ${seed}`)
  const methods = random.fork('methods')
  const truth = random.chance(0.25) ? 'webhooks' : 'everything'
  const killing = truth === 'everything' && random.chance(0.12)
  return {
    seed,
    truth,
    faults: {
      share: random.weighted([
        [truth === 'webhooks' ? 0 : 1, 0],
        [3, 0.12],
        [4, 0.3],
        [2, 0.6],
      ]),
      killShare: killing ? 0.15 : 0,
      slowness: random.pick([1, 5]),
    },
    post: truth === 'webhooks' ? insistentPost(random) : planPost(random),
    killsAtMs: killing ? times(random.integer(0, 2), () => random.integer(0, 60_000)) : [],
    mostKills: 3,
    databaseTroubles: planTroubles(random.fork('database')),
    qrExpiry: methods.pick(['accept', 'refuse']),
    orders: times(random.integer(2, 4), () => planOrder(random, methods)),
  }
}

function planPost(random: Random): PostWeather {
  return {
    dropShare: random.pick([0, 0.2, 0.5, 1]),
    doubleShare: random.pick([0, 0.3]),
    lateShare: random.pick([0, 0.5]),
    latestMs: random.pick([2_000, 30_000]),
    muchLaterShare: random.pick([0, 0.15]),
    isInsistent: random.chance(0.5),
    forgeries: random.integer(0, 2),
  }
}

/** Nothing is lost for good, so the truth must arrive. */
function insistentPost(random: Random): PostWeather {
  return { ...planPost(random), dropShare: 0, muchLaterShare: 0, isInsistent: true }
}

/** Everything about one order. `methods`: a line of chance of its own. */
export function planOrder(random: Random, methods: Random): OrderPlan {
  const ownMethod = planMethod(methods)
  const phoneNumber = `08${random.integer(10_000_000, 99_999_999)}`
  const tabs = random.weighted([
    [3, 1],
    [1, 2],
  ])
  return {
    quantity: random.integer(1, 4),
    tabs: times(tabs, () =>
      times(random.integer(1, 3), (index) => ({
        ...planTry(random, phoneNumber, index > 0),
        method: index > 0 && methods.chance(0.4) ? planMethod(methods) : ownMethod,
      })),
    ),
    refunds: random.chance(0.5) ? times(random.integer(1, 2), () => planRefund(random)) : [],
    dashboardRefunds: random.chance(0.12)
      ? [{ afterMs: random.integer(0, 10_000), share: random.pick([0.2, 0.5, 1]) }]
      : [],
    nextDayRefunds: random.chance(0.15) ? [planRefund(random)] : [],
    cancelAfterMs: planCancel(random.fork('cancel')),
    foreignCharge: random.weighted([
      [16, 'none'],
      [1, 'other attempt'],
      [1, 'other order'],
    ]),
  }
}

function planMethod(methods: Random): PaymentMethod {
  return methods.weighted([
    [2, 'truemoney'],
    [1, 'truemoney_jumpapp'],
    [1, 'truemoney_qr'],
  ])
}

function planTry(random: Random, ownNumber: string, isLater: boolean): Omit<TryPlan, 'method'> {
  const source = random.weighted([
    [5, 'fresh'],
    [isLater ? 1 : 0, 'again'],
    [2, 'server'],
  ] as const)
  const otherNumber = `09${random.integer(10_000_000, 99_999_999)}`
  return {
    thinkMs: random.integer(0, 3_000),
    source,
    phoneNumber: random.chance(isLater ? 0.5 : 0.1) ? otherNumber : ownNumber,
    copies: random.weighted([
      [4, 1],
      [2, 2],
      [1, 5],
    ]),
    seesWrongAmount: random.chance(0.04),
    paysOldPageAfterMs: isLater && random.chance(0.4) ? random.integer(0, 4_000) : null,
    decision: planDecision(random),
    // Half of the buyers are so quick that the news of their charge is still on its way.
    decideAfterMs: random.integer(0, random.pick([1_000, 12_000])),
    polls: random.integer(3, 10),
    pollEveryMs: random.integer(1_500, 5_000),
    reloads: random.integer(0, 4),
  }
}

function planDecision(random: Random): Decision {
  return random.weighted<Decision>([
    [6, { kind: 'successful' }],
    [2, { kind: 'failed', code: random.pick(failureCodes) }],
    [1, { kind: 'expired' }],
    [2, { kind: 'none' }],
  ])
}

function planTroubles(random: Random): readonly TroublePlan[] {
  if (!random.chance(0.25)) return []
  return times(random.integer(1, 2), () => ({
    atMs: random.integer(0, 30_000),
    forMs: random.integer(2_000, 20_000),
    trouble: random.pick(databaseTroubles),
  }))
}

function planCancel(random: Random): number | null {
  return random.chance(0.15) ? random.integer(0, 25_000) : null
}

function planRefund(random: Random): RefundPlan {
  return {
    afterMs: random.integer(0, 10_000),
    share: random.pick([1, 0.25, 0.5]),
    hasKey: random.chance(0.75),
    copies: random.pick([1, 1, 2, 3]),
    asksAgain: random.integer(1, 4),
  }
}

function times<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index))
}
