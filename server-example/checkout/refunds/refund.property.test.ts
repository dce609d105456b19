import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RefundReading } from '../provider.ts'
import { applyRefunds, committedSatang, endRefund, type Refund, refundedSatang } from './refund.ts'

const runs = { seed: 15, numRuns: 1_000 }
const chargeSatang = 100_000
const attemptId = 'att_1'

/** Refunds as Omise can hold them: never more than the charge, at most 15, some asked for by us. */
const held = fc
  .array(
    fc.record({
      amount: fc.integer({ min: 1, max: 40_000 }),
      isOurs: fc.boolean(),
      voided: fc.boolean(),
    }),
    { maxLength: 15 },
  )
  .map((wanted) => {
    const readings: RefundReading[] = []
    let left = chargeSatang
    for (const [index, { amount, isOurs, voided }] of wanted.entries()) {
      if (amount > left) continue
      left -= amount
      readings.push({
        id: `rfnd_${index}`,
        refundId: isOurs ? `rfd_${index}` : null,
        status: 'closed',
        amountSatang: amount,
        voided,
        createdAt: index,
        chargeId: 'chrg_1',
      })
    }
    return readings
  })
const dice = fc.infiniteStream(fc.nat())

describe('applyRefunds, for all that Omise may hold', () => {
  it('ends the same in any order, doubled, in parts, and with older readings after newer ones', () => {
    fc.assert(
      fc.property(held, dice, (readings, chance) => {
        const start = asked(readings)
        const whole = applyRefunds(start, attemptId, readings)
        let parts: readonly Refund[] = start
        for (let i = 0; i < 6; i++)
          parts = applyRefunds(
            parts,
            attemptId,
            readings.filter(() => chance.next().value % 2 === 0),
          )
        parts = applyRefunds(parts, attemptId, [...readings].reverse())
        expect(byId(parts)).toEqual(byId(whole))
      }),
      runs,
    )
  })

  it('knows exactly what Omise holds, and never more than the charge', () => {
    fc.assert(
      fc.property(held, (readings) => {
        const known = applyRefunds(asked(readings), attemptId, readings)
        const total = readings.reduce((sum, one) => sum + one.amountSatang, 0)
        expect(refundedSatang(known, attemptId)).toBe(total)
        expect(committedSatang(known, attemptId)).toBe(total)
        expect(total).toBeLessThanOrEqual(chargeSatang)
      }),
      runs,
    )
  })

  it('brings back a refund that was given up and turns out to be made, and never takes back one that is done', () => {
    fc.assert(
      fc.property(held, fc.boolean(), (readings, isGivenUpFirst) => {
        const refuseAll = (refunds: readonly Refund[]) =>
          refunds.reduce((left, one) => endRefund(left, one.id, 'abandoned', 'not found'), refunds)
        const start = asked(readings)
        const known = isGivenUpFirst
          ? applyRefunds(refuseAll(start), attemptId, readings)
          : refuseAll(applyRefunds(start, attemptId, readings))
        const total = readings.reduce((sum, one) => sum + one.amountSatang, 0)
        expect(refundedSatang(known, attemptId)).toBe(total)
      }),
      runs,
    )
  })

  it('knows a refund of ours by its own id although a restored backup has lost its row', () => {
    const reading: RefundReading = {
      id: 'rfnd_1',
      refundId: 'rfd_1',
      status: 'closed',
      amountSatang: 3_000,
      voided: false,
      createdAt: 1,
      chargeId: 'chrg_1',
    }
    expect(applyRefunds([], attemptId, [reading])).toMatchObject([{ id: 'rfd_1', state: 'done' }])
    // The metadata of other systems may hold anything.
    const others = applyRefunds([], attemptId, [{ ...reading, refundId: 'R-7' }])
    expect(others).toMatchObject([{ id: 'rfnd_1' }])
    const twice = applyRefunds([], attemptId, [reading, { ...reading, id: 'rfnd_2' }])
    expect(twice.map(({ id }) => id)).toEqual(['rfd_1', 'rfnd_2'])
  })

  it('answers the very same list when nothing is new', () => {
    fc.assert(
      fc.property(held, (readings) => {
        const known = applyRefunds(asked(readings), attemptId, readings)
        return applyRefunds(known, attemptId, readings) === known
      }),
      runs,
    )
  })
})

describe('applyRefunds, while Omise settles', () => {
  const stages = ['pending', 'closed', 'failed'] as const
  const reading = (status: RefundReading['status']): RefundReading => ({
    id: 'rfnd_1',
    refundId: 'rfd_1',
    status,
    amountSatang: 5_000,
    voided: false,
    createdAt: 1,
    chargeId: 'chrg_1',
  })

  it('ends where the furthest reading is, in whatever order readings arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...stages), { minLength: 1 }), (seen) => {
        const start = asked([reading('pending')])
        const known = applyRefunds(start, attemptId, seen.map(reading))
        const furthest = Math.max(...seen.map((one) => stages.indexOf(one)))
        expect(known.map(({ state }) => state)).toEqual([['pending', 'done', 'failed'][furthest]])
      }),
      runs,
    )
  })

  it.each([
    ['pending', 5_000, 0],
    ['unknown', 5_000, 0],
    ['closed', 5_000, 5_000],
    ['failed', 0, 0],
  ] as const)('counts %s as %i perhaps refunded and %i refunded', (status, perhaps, surely) => {
    const known = applyRefunds([], attemptId, [reading(status)])
    expect([committedSatang(known, attemptId), refundedSatang(known, attemptId)]).toEqual([
      perhaps,
      surely,
    ])
  })
})

/** Our own rows for them, written before they were asked for. */
function asked(readings: readonly RefundReading[]): readonly Refund[] {
  return readings.flatMap(({ refundId, amountSatang, voided }) =>
    refundId === null
      ? []
      : {
          id: refundId,
          attemptId,
          state: 'creating',
          omiseId: null,
          amountSatang,
          voided,
          reason: null,
          refusal: null,
          createdAt: 0,
        },
  )
}

function byId(refunds: readonly Refund[]): readonly Refund[] {
  return [...refunds].sort((one, other) => one.id.localeCompare(other.id))
}
