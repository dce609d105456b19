import { expect, it } from 'vitest'
import { scopeWithin, systemClock } from './clock.ts'
import { createWakeUps } from './wake-ups.ts'

const calm = new AbortController().signal
const over = AbortSignal.abort()
const aDay = 24 * 60 * 60_000

it('waits until its time has come', async () => {
  const startedAt = systemClock.now()
  await systemClock.wait(5, calm)
  expect(systemClock.now() - startedAt).toBeGreaterThanOrEqual(4)
})

it('stops waiting when its scope ends, and does not begin in one that has ended', async () => {
  const scope = scopeWithin(calm)
  const waiting = systemClock.wait(aDay, scope.signal)
  scope.end()
  await waiting
  await systemClock.wait(aDay, over)
})

it('ends a scope with the longer one around it', async () => {
  const outer = new AbortController()
  const { signal } = scopeWithin(outer.signal)
  expect(signal.aborted).toBe(false)
  outer.abort()
  expect(signal.aborted).toBe(true)
  expect(scopeWithin(outer.signal).signal.aborted).toBe(true)
})

it('leaves the longer scope alone when it ends', () => {
  const outer = new AbortController()
  scopeWithin(outer.signal).end()
  expect(outer.signal.aborted).toBe(false)
})

it('wakes everybody who waits, and nobody who comes later', async () => {
  const { ring, next } = createWakeUps()
  ring()
  const woken: string[] = []
  const first = next(calm).then(() => woken.push('first'))
  const second = next(calm).then(() => woken.push('second'))
  ring()
  await Promise.all([first, second])
  const late = scopeWithin(calm)
  const sleeping = next(late.signal).then(() => woken.push('late'))
  await Promise.resolve()
  expect(woken).toEqual(['first', 'second'])
  late.end()
  await sleeping
  await next(over)
})
