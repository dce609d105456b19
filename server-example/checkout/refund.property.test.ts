import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RefundReading } from './provider.ts'
import { applyRefunds, endRefund, givenBackSatang, type Refund, refundedSatang } from './refund.ts'

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
        expect(givenBackSatang(known, attemptId)).toBe(total)
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
