import { expect, it } from 'vitest'
import { type Answer, type Asked, createTimeline, type Told } from './timeline.ts'

const asked: Asked = {
  step: 'charge',
  from: 'server',
  to: 'omise',
  method: 'POST',
  path: '/charges',
  cause: null,
  request: { headers: [], body: null },
}
const answer: Answer = { headers: [], body: 'pending', status: 200, ms: 3 }
const poll: Asked = {
  ...asked,
  step: 'payment',
  from: 'buyer',
  to: 'server',
  method: 'GET',
  path: '/api/orders/ord_1/payment',
}

const open = (mostEntries = 300) => createTimeline({ now: () => 7, mostEntries })
const entriesOf = (told: readonly Told[]) =>
  told.flatMap((one) => ('entry' in one ? [one.entry] : []))

const timesOfPolls = (timeline: ReturnType<typeof open>) =>
  entriesOf(timeline.since(undefined))
    .flatMap((one) => (one.kind === 'exchange' && one.step === 'payment' ? one.times : []))
    .toSorted()

it('tells a question at once, and again with its answer', () => {
  const timeline = open()
  const told: Told[] = []
  timeline.listen((one) => told.push(one))
  const { key, finish } = timeline.begin(asked)
  finish(answer)
  expect(entriesOf(told)).toMatchObject([
    { key, at: 7, path: '/charges', answer: null },
    { key, at: 7, path: '/charges', answer: { status: 200 } },
  ])
})

it('counts a poll that is answered as before, and lists one that is not', () => {
  const timeline = open()
  timeline.beginRepeatable(poll).finish(answer)
  timeline.beginRepeatable(poll).finish({ ...answer, ms: 9 })
  timeline.begin(asked)
  timeline.beginRepeatable(poll).finish(answer)
  timeline.beginRepeatable(poll).finish({ ...answer, body: 'successful' })
  expect(timesOfPolls(timeline)).toEqual([1, 3])
})

it('lists a poll because of which the server asked', () => {
  const timeline = open()
  timeline.beginRepeatable(poll).finish(answer)
  const { key, finish } = timeline.beginRepeatable(poll)
  timeline.begin({ ...asked, step: 'reconcile', cause: key })
  finish(answer)
  expect(timesOfPolls(timeline)).toEqual([1, 1])
})

it('forgets the oldest past its bound, and an answer to what is forgotten', () => {
  const timeline = open(2)
  const { finish } = timeline.begin(asked)
  timeline.note('server_stopped')
  timeline.note('server_started')
  finish(answer)
  expect(entriesOf(timeline.since(undefined))).toMatchObject([
    { code: 'server_stopped' },
    { code: 'server_started' },
  ])
})

it('tells who comes back what they have missed, and no more', () => {
  const timeline = open()
  const { key, finish } = timeline.begin(asked)
  timeline.note('server_stopped')
  const [, , last] = timeline.since(undefined)
  expect(timeline.since(last?.id)).toEqual([])
  finish(answer)
  expect(entriesOf(timeline.since(last?.id))).toMatchObject([{ key, answer: { status: 200 } }])
})

it('begins anew for who was told by another run, or before it was cleared', () => {
  const timeline = open()
  timeline.note('server_stopped')
  const [start, noted] = timeline.since('0123456789ab-7')
  expect(start).not.toHaveProperty('entry')
  expect(noted).toHaveProperty('entry')
  const told: Told[] = []
  timeline.listen((one) => told.push(one))
  timeline.clear()
  expect(told).toEqual([{ id: expect.any(String) }])
  expect(timeline.since(noted?.id)).toEqual([{ id: expect.any(String) }])
})

it('tells nothing to who has stopped listening', () => {
  const timeline = open()
  const told: Told[] = []
  timeline.listen((one) => told.push(one))()
  timeline.note('server_stopped')
  expect(told).toEqual([])
})
