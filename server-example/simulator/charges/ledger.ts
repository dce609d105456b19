import type { Account } from '../account.ts'
import type { Clock } from '../clock.ts'
import { objectParam, type Params, textParam } from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'
import type { Ids } from '../ids.ts'
import type { Failure } from '../methods/failures.ts'
import { methods } from '../methods/methods.ts'
import type { Warnings } from '../methods/warnings.ts'
import type { Funding } from '../money/refund-policy.ts'
import { decideRefund } from '../money/refunds.ts'
import type { ScannableCode } from '../qr/scannable-code.ts'
import type { ChargeEventKey, Event, Happening } from '../webhooks/events.ts'
import {
  addRefund,
  type Charge,
  changeRefund,
  expireEarly,
  expireIfDue,
  fail,
  lastMomentOf,
  pay,
  type Refund,
  type RefundOutcome,
  type RefundState,
} from './charges.ts'
import { readNewCharge } from './new-charge.ts'
import { readSource, type Source, type SourceDetails } from './sources.ts'

/** Everything the account has, in memory, and the only place where it changes. Maps keep creation order. */
export type Ledger = ReturnType<typeof createLedger>

export function createLedger(parts: {
  account: Account
  clock: Clock
  ids: Ids
  warnings: Warnings
  onEvent: (event: Event) => void
}) {
  const { account, clock, ids, warnings, onEvent } = parts
  const sources = new Map<string, Source>()
  const charges = new Map<string, Charge>()
  const events = new Map<string, Event>()
  const chargeIdOfSource = new Map<string, string>()
  const chargeIdOfReference = new Map<string, string>()
  /** No pending charge is due before it: saves looking at all of them on every request. */
  let nextExpiry = Number.POSITIVE_INFINITY
  let nextRefunds: RefundState['status'] = 'closed'

  function saveSource(details: SourceDetails, ip: string | null): Source {
    const source = { id: ids.next('src'), ...details, ip, createdAt: clock.now() }
    sources.set(source.id, source)
    const { min } = account.limits[methods[source.type].limit]
    if (source.amount < min) {
      warnings.add(
        source.createdAt,
        `${source.type} is said to take at least ${min} satang, got ${source.amount} with ${source.id}. Omise may refuse it.`,
      )
    }
    return source
  }

  function saveCharge(charge: Charge | Refusal, key: ChargeEventKey): Charge | Refusal {
    if (charge instanceof Refusal) return charge
    charges.set(charge.id, charge)
    chargeIdOfSource.set(charge.source.id, charge.id)
    chargeIdOfReference.set(charge.reference, charge.id)
    if (charge.outcome.status === 'pending') nextExpiry = Math.min(nextExpiry, lastMomentOf(charge))
    record(charge, { key, charge })
    return charge
  }

  function makeScannableCode(createdAt: number): ScannableCode {
    return {
      documentId: ids.next('docu'),
      downloadToken: ids.downloadToken(),
      format: account.qrFormat,
      createdAt,
    }
  }

  function record(charge: Charge, happening: Happening): void {
    const event: Event = {
      id: ids.next('evnt'),
      createdAt: clock.now(),
      chargeId: charge.id,
      apiVersion: account.apiVersion,
      webhookEndpoints: charge.webhookEndpoints,
      happening,
    }
    events.set(event.id, event)
    onEvent(event)
  }

  function closedRefund(): RefundState {
    return { status: 'closed', at: clock.now(), transaction: ids.next('trxn') }
  }

  const findChargeOf = (sourceId: string): Charge | undefined =>
    charges.get(chargeIdOfSource.get(sourceId) ?? '')

  return {
    sources,
    charges,
    events,
    findChargeOf,

    findByReference: (reference: string): Charge | undefined =>
      charges.get(chargeIdOfReference.get(reference) ?? ''),

    createSource(params: Params, ip: string | null): Source | Refusal {
      const details = readSource(params, account)
      return details instanceof Refusal ? details : saveSource(details, ip)
    },

    createCharge(params: Params, ip: string | null): Charge | Refusal {
      const now = clock.now()
      const details = readNewCharge(params, {
        account,
        now,
        findSource: (id) => sources.get(id),
        isUsed: (source) => findChargeOf(source.id) !== undefined,
      })
      if (details instanceof Refusal) return details
      const source = 'id' in details.source ? details.source : saveSource(details.source, ip)
      const charge: Charge = {
        ...details,
        source,
        id: ids.next('chrg'),
        reference: ids.next('pay2'),
        createdAt: now,
        takenUp: false,
        scannableCode: methods[source.type].hasScannableCode ? makeScannableCode(now) : null,
        outcome: { status: 'pending' },
        refunds: [],
      }
      return saveCharge(charge, 'charge.create')
    },

    /** Takes `description` and `metadata`; that others are ignored and not refused is our choice. */
    updateCharge(charge: Charge, params: Params): Charge | Refusal {
      const metadata = 'metadata' in params ? objectParam(params.metadata) : charge.metadata
      if (metadata === null) return new Refusal('bad_request', 'metadata must be an object')
      const description =
        'description' in params ? textParam(params.description) : charge.description
      return saveCharge({ ...charge, description, metadata }, 'charge.update')
    },

    payCharge(charge: Charge, funding: Funding): Charge | Refusal {
      const payment = { at: clock.now(), transaction: ids.next('trxn'), funding }
      return saveCharge(pay(charge, payment), 'charge.complete')
    },

    failCharge: (charge: Charge, failure: Failure): Charge | Refusal =>
      saveCharge(fail(charge, failure), 'charge.complete'),

    expireCharge: (charge: Charge): Charge | Refusal =>
      saveCharge(expireEarly(charge, clock.now()), 'charge.expire'),

    /** The buyer has begun; no event tells a merchant of it. */
    takeUpCharge(charge: Charge): Charge {
      if (charge.takenUp || !isPending(charge)) return charge
      const next = { ...charge, takenUp: true }
      charges.set(charge.id, next)
      return next
    },

    /** Expires what is due. Answers a time before which nothing more will be; `Infinity` when never. */
    expireDueCharges(): number {
      const now = clock.now()
      if (now < nextExpiry) return nextExpiry
      nextExpiry = Number.POSITIVE_INFINITY
      for (const charge of [...charges.values()].filter(isPending)) {
        const next = expireIfDue(charge, now)
        if (next === charge) nextExpiry = Math.min(nextExpiry, lastMomentOf(charge))
        else saveCharge(next, 'charge.expire')
      }
      return nextExpiry
    },

    refundCharge(charge: Charge, params: Params): Refund | Refusal {
      const decision = decideRefund(charge, params, clock.now())
      if (decision instanceof Refusal) return decision
      const refund: Refund = {
        id: ids.next('rfnd'),
        chargeId: charge.id,
        ...decision,
        state: nextRefunds === 'closed' ? closedRefund() : { status: nextRefunds },
        createdAt: clock.now(),
      }
      charges.set(charge.id, addRefund(charge, refund))
      record(charge, { key: 'refund.create', refund })
      return refund
    },

    /** What the next refunds are to begin with, until told otherwise. */
    beginRefundsAs(status: RefundState['status']): void {
      nextRefunds = status
    },

    /** Ends a pending refund. No event tells of it, as none is known; null when there is no such refund. */
    endRefund(refundId: string, outcome: RefundOutcome): Refund | Refusal | null {
      for (const charge of charges.values()) {
        const refund = charge.refunds.find(({ id }) => id === refundId)
        if (refund === undefined) continue
        if (refund.state.status !== 'pending') {
          return new Refusal('failed_refund', `refund is ${refund.state.status}`)
        }
        const state: RefundState = outcome === 'closed' ? closedRefund() : { status: outcome }
        const ended = { ...refund, state }
        charges.set(charge.id, changeRefund(charge, ended))
        return ended
      }
      return null
    },

    refunds: (): Refund[] => [...charges.values()].flatMap((charge) => charge.refunds),

    clear(): void {
      sources.clear()
      charges.clear()
      events.clear()
      chargeIdOfSource.clear()
      chargeIdOfReference.clear()
      nextRefunds = 'closed'
      nextExpiry = Number.POSITIVE_INFINITY
    },
  }
}

function isPending(charge: Charge): boolean {
  return charge.outcome.status === 'pending'
}
