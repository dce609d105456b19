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
  type Ledger,
  type OmiseCharge,
  type OmiseRefund,
  phoneNumberOf,
  refundedOf,
} from './ledger.ts'

export type OmiseEvent = {
  readonly key: string
  readonly object: 'charge' | 'refund'
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

export function createOmiseActs(world: OmiseWorld) {
  const { ledger, scheduler, fate, say, onEvent } = world
  return { makeCharge, endCharge, expire, refund, readPage, chargeOf, decide }

  function makeCharge(wanted: NewCharge): OmiseCharge {
    const now = scheduler.now()
    const name = `chrg_${ledger.charges.length + 1}`
    const lifeMs = fate.weighted(`${name} lives`, [
      [12, 3 * minuteMs],
      [2, 15 * minuteMs],
      [1, 7 * 24 * 60 * minuteMs],
    ])
    const charge: OmiseCharge = {
      id: name,
      orderId: wanted.orderId,
      attemptId: wanted.attemptId,
      amountSatang: wanted.amountSatang,
      phoneNumber: phoneNumberOf(wanted.source),
      createdAt: now,
      expiresAt: now + lifeMs,
      listedAt: now + lateBy(name),
      status: 'pending',
      endedAt: null,
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
    if (!world.isCalm() && fate.chance(`${chargeId} expire is refused`, 0.05))
      throw refused('failed_expire', 'expire failed')
    endCharge(charge, 'expired', 'we asked for it')
    return charge
  }

  function refund(
    chargeId: string,
    wanted: Omit<NewRefund, 'refundId'> & { refundId: string | null },
  ) {
    const charge = chargeOf(chargeId)
    const left = charge.amountSatang - refundedOf(ledger, chargeId)
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
