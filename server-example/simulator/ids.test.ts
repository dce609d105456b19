import { expect, it } from 'vitest'
import { createClock } from './clock.ts'
import { createIds, timeOfId } from './ids.ts'

it.each([
  ['chrg_test_5fxf2ntltpp1th6yawp', '2019-05-17T08:09:48.515Z'],
  ['chrg_test_5fxf2o3fifulprgiqf7', '2019-05-17T08:09:49.807Z'],
  ['chrg_test_6344b4koui4cepimfzl', '2025-03-20T09:41:53.918Z'],
  ['rfnd_test_59uss4fpv3otofm2ri1', '2017-11-04T09:36:45.520Z'],
])('reads the time out of an id of Omise: %s', (id, time) => {
  expect(new Date(timeOfId(id)).toISOString()).toBe(time)
})

it('makes 19 characters that hold the time and sort in the order they were made', () => {
  const clock = createClock('2019-05-17T08:09:48.515Z')
  const ids = createIds(clock)
  const made = Array.from({ length: 50 }, () => ids.next('chrg'))
  clock.advance(1)
  made.push(ids.next('chrg'))

  expect(made[0]).toMatch(/^chrg_test_5fxf2nt[0-9a-z]{12}$/)
  expect(timeOfId(made[49] ?? '')).toBe(Date.parse('2019-05-17T08:09:48.515Z'))
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(51)
})

it('makes the same ids for the same seed, and others for another one or none', () => {
  const clock = createClock(0)
  const first = (seed?: string) => createIds(clock, seed).next('src')
  expect(first('a')).toBe(first('a'))
  expect(first('a')).not.toBe(first('b'))
  expect(first()).not.toBe(first())
})

it('makes the same ids of charges, however many webhooks are delivered between them', () => {
  const run = (deliveries: number) => {
    const ids = createIds(createClock(0), 'a')
    const first = ids.next('chrg')
    for (let made = 0; made < deliveries; made += 1) ids.next('whdl')
    return [first, ids.next('chrg')]
  }
  expect(run(2)).toEqual(run(0))
})

it('starts again when reset', () => {
  const ids = createIds(createClock(0), 'a')
  const before = [ids.next('src'), ids.oneTimePassword(), ids.requestId()]
  ids.reset()
  expect([ids.next('src'), ids.oneTimePassword(), ids.requestId()]).toEqual(before)
})
