import { expect, it } from 'vitest'
import { minutesLeft } from './time-left.ts'

const end = '2026-03-20T10:10:00Z'
const before = (ms: number) => Date.parse(end) - ms

it.each([
  [180_000, 180_000, 3],
  [180_000, 120_001, 3],
  [180_000, 120_000, 2],
  [180_000, 1, 1],
  [180_000, 0, 0],
  [180_000, -60_000, 0],
  // Over when it came.
  [0, 0, undefined],
  [-3_600_000, -3_600_000, undefined],
])(
  'of a code that came %i ms before its end, %i ms before it are %s minutes',
  (came, now, left) => {
    expect(minutesLeft(end, { cameAtMs: before(came), nowMs: before(now) })).toBe(left)
  },
)

it.each([undefined, '', 'soon'])('are not known for the end %j', (expiresAt) => {
  expect(minutesLeft(expiresAt, { cameAtMs: 0, nowMs: 0 })).toBeUndefined()
})
