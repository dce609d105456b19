import { describe, expect, it } from 'vitest'
import type { Logger } from '../checkout/ports.ts'
import { createCorrectedClock } from './corrected-clock.ts'

describe('a corrected clock', () => {
  it.each([61_000, -61_000, 3_600_000])('shows the time of a clock that is %i ms ahead', (ms) => {
    const { time, see } = machine()
    see(ms)
    see(ms)
    expect(Math.abs(time.clock.now() - (1_000_000 + ms))).toBeLessThanOrEqual(1_100)
  })

  it('believes no single sighting', () => {
    const { time, see, warnings } = machine()
    see(61_000)
    see(0)
    see(61_000)
    expect(time.clock.now()).toBe(1_000_000)
    expect(warnings).toEqual([])
  })

  it('leaves alone what a header of whole seconds and a slow answer can explain', () => {
    const { time, see, warnings } = machine()
    for (const ms of [900, -1_400, 1_900]) see(ms)
    for (let seen = 0; seen < 3; seen += 1)
      time.see('Omise', { sentAt: 0, receivedAt: 30_000, theirs: 2_000, resolutionMs: 1_000 })
    expect(time.clock.now()).toBe(1_000_000)
    expect(warnings).toEqual([])
  })

  it('follows a machine whose clock is set right', () => {
    const { time, see, warnings } = machine()
    for (const ms of [61_000, 61_000, 0, 0]) see(ms)
    expect(Math.abs(time.clock.now() - 1_000_000)).toBeLessThanOrEqual(2_000)
    expect(warnings).toHaveLength(2)
  })

  it('with a shared database goes by that, and knows how far Omise is ahead of it', () => {
    const { time, see } = machine('database')
    expect(time.omiseAheadMs()).toBeUndefined()
    for (const name of ['database', 'database'] as const) see(-61_000, name)
    for (const name of ['Omise', 'Omise'] as const) see(120_000, name)
    expect(Math.abs(time.clock.now() - (1_000_000 - 61_000))).toBeLessThanOrEqual(1_100)
    expect(Math.abs((time.omiseAheadMs() ?? 0) - 181_000)).toBeLessThanOrEqual(2_200)
  })
})

function machine(reference: 'database' | 'Omise' = 'Omise') {
  const warnings: string[] = []
  const ignore = () => {}
  const logger: Logger = { info: ignore, error: ignore, warn: (_, text) => warnings.push(text) }
  const now = () => 1_000_000
  const time = createCorrectedClock({ now, sleep: async () => {} }, reference, logger)
  /** An answer after 100 ms, by a clock that rounds to whole seconds. */
  const see = (aheadMs: number, name: 'database' | 'Omise' = reference) => {
    const theirs = Math.floor((1_000_000 + aheadMs) / 1_000) * 1_000
    time.see(name, { sentAt: 999_900, receivedAt: 1_000_000, theirs, resolutionMs: 1_000 })
  }
  return { time, see, warnings }
}
