/** What happens at Omise: each function is one change of its books, and says it to whoever listens. */
import {
  type NewCharge,
  type NewRefund,
  ProviderError,
} from '../../../server-example/checkout/provider.ts'
import type { Fate } from '../fate.ts'
import { outsideWorld, type Scheduler } from '../scheduler.ts'
import {
  chargeIdOfPage,
  isTakenBack,
  type Ledger,
  type OmiseCharge,
  type OmiseRefund,
  readSource,
  refundedOf,
} from './ledger.ts'

export type OmiseEvent = {
  readonly key: string
  readonly object: 'charge' | 'refund' | 'dispute'
  readonly chargeId: string
}

export type OmiseActs = ReturnType<typeof createOmiseActs>

export type OmiseWorld = {
  readonly ledger: Ledger
  readonly scheduler: Scheduler
  readonly fate: Fate
  readonly isCalm: () => boolean
  readonly say: (line: () => string) => void
  readonly onEvent: (event: OmiseEvent) => void
}

const minuteMs = 60_000
const weekMs = 7 * 24 * 60 * minuteMs

/** How long a charge can be paid when nobody decides: shorter than at Omise, so that more happens in a run. */
const lives = {
  truemoney: [
    [12, 3 * minuteMs],
    [2, 15 * minuteMs],
    [1, weekMs],
  ],
  // Expired by Omise after three minutes, late, or only when the charge itself is over.
  truemoney_jumpapp: [
    [12, 3 * minuteMs],
    [2, 6 * minuteMs],
    [1, weekMs],
  ],
  truemoney_qr: [
    [12, 3 * minuteMs],
    [2, 15 * minuteMs],
    [1, 24 * 60 * minuteMs],
  ],
} as const

export function createOmiseActs(world: OmiseWorld) {
  const { ledger, scheduler, fate, say, onEvent } = world
  return { makeCharge, endCharge, expire, refund, readPage, chargeOf, decide }

  function makeCharge(wanted: NewCharge): OmiseCharge {
    const now = scheduler.now()
    const name = `chrg_${ledger.charges.length + 1}`
    const { method, phoneNumber } = readSource(wanted.source)
    const lifeMs = fate.weighted(`${name} lives`, lives[method])
    // The app's three minutes are its source's; what the charge shows may be its own seven days.
    const showsWeek = method === 'truemoney_jumpapp' && fate.chance(`${name} shows seven days`, 0.5)
    const charge: OmiseCharge = {
      id: name,
      orderId: wanted.orderId,
      attemptId: wanted.attemptId,
      amountSatang: wanted.amountSatang,
      method,
      phoneNumber,
      canBeExpired: method !== 'truemoney_qr' || !fate.chance(`${name} cannot be expired`, 0.5),
      createdAt: now,
      expiresAt: now + (showsWeek ? weekMs : lifeMs),
      listedAt: now + lateBy(name),
      status: 'pending',
      endedAt: null,
      reversal: null,
      disputedAt: null,
    }
    ledger.charges.push(charge)
    changed(() => `Omise makes charge ${name} for ${wanted.attemptId} of ${wanted.orderId}`)
    onEvent({ key: 'charge.create', object: 'charge', chargeId: name })
    scheduler.later(outsideWorld, lifeMs, 'a charge expires', () => {
      if (charge.status === 'pending') endCharge(charge, 'expired', 'in time')
    })
    return charge
  }

  function endCharge(charge: OmiseCharge, status: OmiseCharge['status'], why: string): void {
    charge.status = status
    charge.endedAt = scheduler.now()
    changed(() => `Omise: charge ${charge.id} is ${status} (${why})`)
    const key = status === 'expired' ? 'charge.expire' : 'charge.complete'
    onEvent({ key, object: 'charge', chargeId: charge.id })
    if (status === 'successful') takeBackLater(charge)
  }

  /** Some payments are reversed or disputed afterwards. Both are rare at Omise, and likely here. */
  function takeBackLater(charge: OmiseCharge): void {
    if (world.isCalm()) return
    const what = fate.weighted(`${charge.id} after it was paid`, [
      [20, 'nothing'],
      [1, 'reversed'],
      [1, 'reversed, by its status'],
      [1, 'disputed'],
    ] as const)
    if (what === 'nothing') return
    const afterMs = fate.integer(`${charge.id} is ${what} after`, 1, 600) * 1_000
    scheduler.later(outsideWorld, afterMs, 'money is taken back', () => {
      const at = scheduler.now()
      if (what === 'disputed') charge.disputedAt = at
      else charge.reversal = { at, isInStatus: what !== 'reversed' }
      changed(() => `Omise: charge ${charge.id} is ${what}`)
      onEvent(
        what === 'disputed'
          ? { key: 'dispute.create', object: 'dispute', chargeId: charge.id }
          : { key: 'charge.reverse', object: 'charge', chargeId: charge.id },
      )
    })
  }

  /** The buyer decides on Omise's page; what was settled meanwhile stays as it is. */
  function decide(authorizeUri: string, outcome: 'successful' | 'failed'): void {
    const charge = readPage(authorizeUri)
    if (charge.status === 'pending') endCharge(charge, outcome, 'the buyer decided')
  }

  function readPage(authorizeUri: string): OmiseCharge {
    return chargeOf(chargeIdOfPage(authorizeUri))
  }

  function chargeOf(chargeId: string): OmiseCharge {
    const charge = ledger.charges.find(({ id }) => id === chargeId)
    if (charge === undefined) throw refused('not_found', `charge ${chargeId} was not found`)
    return charge
  }

  function expire(chargeId: string): OmiseCharge {
    const charge = chargeOf(chargeId)
    if (charge.status !== 'pending') throw refused('failed_expire', 'expire failed')
    const isRefused = !world.isCalm() && fate.chance(`${chargeId} expire is refused`, 0.05)
    if (isRefused || !charge.canBeExpired) throw refused('failed_expire', 'expire failed')
    endCharge(charge, 'expired', 'we asked for it')
    return charge
  }

  function refund(
    chargeId: string,
    wanted: Omit<NewRefund, 'refundId'> & { refundId: string | null },
  ) {
    const charge = chargeOf(chargeId)
    const left = charge.amountSatang - refundedOf(ledger, chargeId)
    if (isTakenBack(charge)) throw refused('failed_refund', 'charge was reversed or is disputed')
    if (charge.status !== 'successful' || wanted.amountSatang > left)
      throw refused('failed_refund', `amount must be at most ${left}`)
    const name = `rfnd_${ledger.refunds.length + 1}`
    if (!world.isCalm() && wanted.refundId !== null && fate.chance(`${name} is refused`, 0.05))
      throw refused('failed_refund', 'refund failed')
    const outcome = world.isCalm()
      ? 'closed'
      : fate.weighted(`${name} becomes`, [
          [6, 'closed'],
          [2, 'closed later'],
          [1, 'failed later'],
        ] as const)
    const now = scheduler.now()
    const made: OmiseRefund = {
      id: name,
      chargeId,
      refundId: wanted.refundId,
      amountSatang: wanted.amountSatang,
      voided: wanted.void,
      createdAt: now,
      listedAt: now + lateBy(name),
      status: outcome === 'closed' ? 'closed' : 'pending',
    }
    ledger.refunds.push(made)
    changed(() => `Omise refunds ${wanted.amountSatang} of ${chargeId}: ${name}, ${made.status}`)
    onEvent({ key: 'refund.create', object: 'refund', chargeId })
    if (outcome !== 'closed')
      scheduler.later(
        outsideWorld,
        fate.integer(`${name} takes`, 1, 600) * 1_000,
        'a refund settles',
        () => {
          made.status = outcome === 'closed later' ? 'closed' : 'failed'
          changed(() => `Omise: refund ${name} is ${made.status}`)
        },
      )
    return made
  }

  function changed(line: () => string): void {
    ledger.changedAt = scheduler.now()
    say(line)
  }

  /** How long lists lag behind. Nobody knows Omise's limit: ten minutes is our choice, and beyond what we wait for. */
  function lateBy(name: string): number {
    if (world.isCalm()) return 0
    return fate.weighted(`${name} is listed after`, [
      [8, 0],
      [2, 5_000],
      [1, 90_000],
      [1, 600_000],
    ])
  }
}

export function refused(code: string, message: string): ProviderError {
  return new ProviderError(message, { outcome: 'refused', code, httpStatus: 400 })
}
