/** Mistakes that the simulation has to find: those of the fault suite, and some that random processes never hit. */
import { type Bug, changesOf } from '../faults/planted.ts'
import type { SceneName } from './scene.ts'

export type SimulatedBug = Pick<Bug, 'name' | 'mistake' | 'changes'> & {
  /** Where it shows. */
  readonly scene: SceneName
}

/** A bug that is not found within so many schedules counts as missed. */
export const mostSchedules = 10_000

const checkout = 'server-example/checkout'

export const simulatedBugs: readonly SimulatedBug[] = [
  {
    name: 'blind-retry',
    mistake: 'a charge is asked for again when its answer is lost',
    scene: 'small',
    changes: [
      {
        file: `${checkout}/send-charge.ts`,
        is: "if (error.outcome === 'unknown') return resolveUnknown(deps, { order, attempt })",
        becomes:
          "if (error.outcome === 'unknown') return send(deps, { order, attempt }, { order, source: { method: 'truemoney', phoneNumber: '0812345678' }, shownAmountSatang: undefined, returnUri: '' })",
      },
    ],
  },
  {
    name: 'claim-without-winning',
    mistake: 'a submit that lost the race for the order charges all the same',
    scene: 'small',
    changes: [
      {
        file: `${checkout}/create-charge.ts`,
        is: `const attempt = saved?.attempts.at(-1)
  return saved !== undefined && attempt !== undefined ? { order: saved, attempt } : undefined`,
        becomes: `const attempt = started.attempts.at(-1)
  return attempt && { order: saved ?? started, attempt }`,
      },
    ],
  },
  {
    name: 'paid-lowered',
    mistake: 'an older reading of a charge lowers what is paid',
    scene: 'storm',
    changes: changesOf('paid-lowered'),
  },
  {
    name: 'unknown-is-failed',
    mistake: 'a status that is not known counts as failed',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/order/apply-charge.ts`,
        is: `    case 'failed':
    case 'reversed':`,
        becomes: `    case 'failed':
    case 'unknown':
    case 'reversed':`,
      },
      {
        file: `${checkout}/order/apply-charge.ts`,
        is: `    case 'pending':
    case 'unknown':`,
        becomes: `    case 'pending':`,
      },
    ],
  },
  {
    name: 'expired-without-asking',
    mistake: 'a charge that could not be expired counts as expired',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/reconcile.ts`,
        is: `reading it again')
    return deps.provider.getCharge(chargeId)`,
        becomes: `reading it again')
    return { ...charge, status: 'expired' }`,
      },
    ],
  },
  {
    name: 'lease-ignored',
    mistake: 'orders that are lent are lent again',
    scene: 'sqlite',
    changes: changesOf('lease-ignored'),
  },
  {
    name: 'refund-after-call',
    mistake: 'a refund is written down after it was asked for',
    scene: 'storm',
    changes: changesOf('refund-after-call'),
  },
  {
    name: 'delivery-without-lease',
    mistake: 'deliveries that are lent are lent again',
    scene: 'sqlite',
    changes: changesOf('delivery-without-lease'),
  },
  {
    name: 'taken-before-handled',
    mistake: 'a delivery is taken before its receiver has returned',
    scene: 'storm',
    changes: [
      {
        file: 'server-example/shop/run-deliveries.ts',
        is: `    return end(
      delivery,
      await receive(undefined)`,
        becomes: `    await end(delivery, { kind: 'taken' })
    return end(
      delivery,
      await receive(undefined)`,
      },
    ],
  },
  {
    name: 'event-ids-by-number',
    mistake: 'an event’s id is its number, which a restored backup gives away again',
    scene: 'storm',
    changes: [
      {
        file: 'server-example/shop/events-between.ts',
        is: 'id: idOf(after.id, type, causeOf(happened, sequence)),',
        becomes: "id: idOf(after.id, 'order.paid', String(sequence)),",
      },
    ],
  },
  {
    name: 'cancel-without-expiring',
    mistake: 'an order is cancelled without expiring its pending charge',
    scene: 'storm',
    changes: changesOf('cancel-without-expiring'),
  },
  {
    name: 'restored-is-foreign',
    mistake: 'a charge whose attempt a restored backup has lost is not adopted',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/order/apply-charge.ts`,
        is: '  if (mismatch !== undefined) return',
        becomes: `  if (known === undefined) return { kind: 'foreign', reason: 'no attempt' }
  if (mismatch !== undefined) return`,
      },
    ],
  },
  {
    name: 'pending-refund-done',
    mistake: 'a refund that Omise has not settled counts as done',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/refunds/refund.ts`,
        is: `    case 'pending':
    case 'unknown':
      return 'pending'`,
        becomes: `    case 'pending':
    case 'unknown':
      return 'done'`,
      },
    ],
  },
  {
    name: 'clock-as-it-is',
    mistake: 'a clock that is off by a minute is not corrected',
    scene: 'storm',
    changes: [
      {
        file: 'server-example/runtime/corrected-clock.ts',
        is: 'now: () => machine.now() + correctionMs()',
        becomes: 'now: () => machine.now()',
      },
    ],
  },
  {
    name: 'refund-by-list-alone',
    mistake:
      'a refund that the list does not show is asked for again, whatever the charge’s sum says',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/refunds/reconcile-refunds.ts`,
        is: 'const unlistedSatang = chargeSatang - madeSatang(known, attempt.id)',
        becomes: 'const unlistedSatang = 0',
      },
      {
        file: `${checkout}/refunds/create-refund.ts`,
        is: 'const unlistedSatang = charge.refundedSatang - madeSatang(fresh.refunds, attempt.id)',
        becomes: 'const unlistedSatang = 0',
      },
    ],
  },
  {
    name: 'stray-charge-believed',
    mistake: 'Omise’s answer about another order’s charge is taken for the one that was asked for',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/checked-provider.ts`,
        is: 'if (charge.id === chargeId) return charge',
        becomes: 'if (charge.id !== "") return charge',
      },
    ],
  },
  {
    name: 'replaced-without-expiring',
    mistake: 'another method’s charge is made without expiring the pending one',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/continue-charge.ts`,
        is: 'const replaced = await settle(deps, await expireOrRead(deps, live.chargeId))',
        becomes: "const replaced = await settle(deps, { ...charge, status: 'expired' })",
      },
    ],
  },
  {
    name: 'reversal-kept-quiet',
    mistake: 'the shop gets no event when the money of a payment is taken back',
    scene: 'storm',
    changes: [
      {
        file: 'server-example/shop/events-between.ts',
        is: "...(isNew('reversedAt') ? [{ type: 'order.reversed', attempt } as const] : []),",
        becomes: '',
      },
    ],
  },
  {
    name: 'reversal-lowers-paid',
    mistake: 'an order is not paid any more once its payment was reversed',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/order/apply-charge.ts`,
        is: 'if (isPaid(attempt)) return attempt.state',
        becomes: "if (isPaid(attempt)) return charge.isReversed ? 'failed' : attempt.state",
      },
    ],
  },
  {
    name: 'duplicate-kept',
    mistake: 'money that was paid twice is not refunded',
    scene: 'storm',
    changes: [
      {
        file: `${checkout}/reconciler.ts`,
        is: 'if (duplicate !== undefined) await refundDuplicate',
        becomes: 'if (duplicate === undefined) return; if (order.id === "") await refundDuplicate',
      },
    ],
  },
]
