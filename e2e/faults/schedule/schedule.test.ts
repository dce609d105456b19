import { describe, expect, it } from 'vitest'
import { drawFault, nameOfFault } from './fault.ts'
import { createRandom } from './random.ts'
import { planSchedule } from './schedule.ts'

describe('a schedule', () => {
  it('is the same whenever it is made of the same seed', () => {
    expect(planSchedule(7)).toEqual(planSchedule(7))
  })

  it('is another one with another seed', () => {
    expect(planSchedule(7).orders).not.toEqual(planSchedule(8).orders)
  })

  it('loses no webhook for good where webhooks alone bring the truth', () => {
    const plans = Array.from({ length: 200 }, (_, seed) => planSchedule(seed))
    const alone = plans.filter(({ truth }) => truth === 'webhooks')
    expect(alone.length).toBeGreaterThan(20)
    for (const { post } of alone)
      expect(post).toMatchObject({ dropShare: 0, muchLaterShare: 0, isInsistent: true })
  })

  it('holds every kind of everything, given enough seeds', () => {
    const plans = Array.from({ length: 200 }, (_, seed) => planSchedule(seed))
    const orders = plans.flatMap((plan) => plan.orders)
    const tries = orders.flatMap(({ tabs }) => tabs.flat())
    const kinds = (texts: readonly string[]) => new Set(texts).size
    expect(kinds(tries.map(({ decision }) => decision.kind))).toBe(4)
    expect(kinds(tries.map(({ source }) => source))).toBe(3)
    expect(kinds(tries.map(({ method }) => method))).toBe(3)
    expect(kinds(plans.map(({ qrExpiry }) => qrExpiry))).toBe(2)
    const changed = orders
      .flatMap(({ tabs }) => tabs)
      .filter((tab) => kinds(tab.map(({ method }) => method)) > 1)
    expect(changed.length).toBeGreaterThan(20)
    expect(kinds(orders.map(({ foreignCharge }) => foreignCharge))).toBe(3)
    expect(tries.some(({ copies }) => copies > 1)).toBe(true)
    expect(tries.some(({ paysOldPageAfterMs }) => paysOldPageAfterMs !== null)).toBe(true)
    const troubles = plans.flatMap(({ databaseTroubles }) => databaseTroubles)
    expect(kinds(troubles.map(({ trouble }) => trouble))).toBe(3)
    expect(plans.some(({ killsAtMs }) => killsAtMs.length > 0)).toBe(true)
    expect(orders.some(({ nextDayRefunds }) => nextDayRefunds.length > 0)).toBe(true)
  })
})

describe('chance', () => {
  it('draws the same from a line of its own, whatever is drawn elsewhere', () => {
    const one = createRandom('seed')
    const other = createRandom('seed')
    other.fraction()
    expect(one.fork('line').integer(0, 1e9)).toBe(other.fork('line').integer(0, 1e9))
  })

  it('keeps to its ends and its weights', () => {
    const random = createRandom('ends')
    const drawn = Array.from({ length: 1_000 }, () => random.integer(2, 4))
    expect([...new Set(drawn)].sort()).toEqual([2, 3, 4])
    const weighed = Array.from({ length: 1_000 }, () =>
      random.weighted([
        [9, 'a'],
        [1, 'b'],
        [0, 'c'],
      ]),
    )
    expect(weighed.filter((one) => one === 'a').length).toBeGreaterThan(800)
    expect(weighed).not.toContain('c')
  })

  it('draws every fault', () => {
    const random = createRandom('faults')
    const weather = { share: 1, killShare: 0.1, slowness: 1 }
    const names = Array.from({ length: 500 }, () => nameOfFault(drawFault(random, weather)))
    expect([...new Set(names)].sort()).toEqual([
      'busy',
      'cut',
      'delay after',
      'delay before',
      'garbled',
      'kill after',
      'kill before',
      'late list',
      'odd document',
      'reset after',
      'reset before',
      'status after',
      'status before',
    ])
  })

  it('draws none in good weather', () => {
    const weather = { share: 0, killShare: 1, slowness: 1 }
    expect(drawFault(createRandom('calm'), weather)).toEqual({ kind: 'none' })
  })
})
