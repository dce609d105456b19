import { expect, it } from 'vitest'
import { createIds, isOrderId, randomIds } from './ids.ts'

const at = (time: string) => createIds(() => Date.parse(time))

it('sort as they were made, so that new ones lie together at the end of an index', () => {
  const times = [
    '2024-02-29T23:59:59Z',
    '2025-01-01T00:00:00Z',
    '2025-01-01T00:20:00Z',
    '3084-11-30',
  ]
  for (const make of ['orderId', 'attemptId'] as const) {
    const ids = times.map((time) => at(time)[make]())
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids.map((id) => id.length)).size).toBe(1)
  }
})

it('do not collide at one moment', () => {
  const ids = at('2025-01-01')
  for (const make of ['orderId', 'attemptId'] as const)
    expect(new Set(Array.from({ length: 10_000 }, ids[make])).size).toBe(10_000)
})

it('can be read out and put into an address', () => {
  expect(randomIds.orderId()).toMatch(/^ord_[0-9a-hjkmnp-tv-z]{15}$/)
  expect(isOrderId(randomIds.orderId())).toBe(true)
  expect(randomIds.attemptId()).toMatch(/^att_[0-9a-z]{31}$/)
})
