import { expect, it, onTestFinished } from 'vitest'
import { createEventStreams } from './event-stream.ts'
import { createTimeline } from './timeline.ts'

function openStreams(everyMs = 60_000) {
  const timeline = createTimeline({ now: () => 0 })
  const streams = createEventStreams(timeline, { everyMs })
  onTestFinished(() => streams.close())
  return { timeline, streams }
}

/** Reads until it has heard the text, and answers all that came until then. */
function listenTo(response: Response) {
  const reader = response.body?.getReader()
  let heard = ''
  return {
    async until(text: string): Promise<string> {
      while (!heard.includes(text)) {
        const next = await reader?.read()
        if (next === undefined || next.done) throw new Error(`Expected ${text}, heard ${heard}`)
        heard += new TextDecoder().decode(next.value)
      }
      return heard
    },
    end: async () => (await reader?.read())?.done,
    leave: () => reader?.cancel(),
  }
}

it('is an event stream that nobody keeps', () => {
  const { headers } = openStreams().streams.open(undefined)
  expect(headers.get('content-type')).toBe('text/event-stream')
  expect(headers.get('cache-control')).toBe('no-store')
})

it('tells several viewers what has been and what comes, with the state', async () => {
  const { timeline, streams } = openStreams()
  streams.tellState({ webhooks: 'lost' })
  timeline.note('server_stopped')
  const viewers = [streams.open(undefined), streams.open(undefined)].map(listenTo)
  timeline.note('webhook_lost', 'charge.complete')
  streams.tellState({ webhooks: 'none' })
  for (const viewer of viewers) {
    const heard = await viewer.until('"webhooks":"none"')
    const events = Array.from(heard.matchAll(/^event: (\w+)$/gm), ([, name]) => name)
    expect(events).toEqual(['start', 'entry', 'state', 'entry', 'state'])
  }
})

it('does not tell a state twice', async () => {
  const { timeline, streams } = openStreams()
  const viewer = listenTo(streams.open(undefined))
  streams.tellState({ webhooks: 'lost' })
  streams.tellState({ webhooks: 'lost' })
  timeline.note('server_started')
  const heard = await viewer.until('server_started')
  expect(heard.match(/event: state/g)).toHaveLength(1)
})

it('goes on where a viewer was, by Last-Event-ID', async () => {
  const { timeline, streams } = openStreams()
  timeline.note('server_stopped')
  const first = listenTo(streams.open(undefined))
  const [id] = (await first.until('server_stopped')).match(/(?<=id: )\w+-[1-9]\d*/) ?? []
  await first.leave()
  timeline.note('server_started')
  const heard = await listenTo(streams.open(id)).until('server_started')
  expect(heard).not.toContain('server_stopped')
  expect(heard).not.toContain('event: start')
})

it('keeps nothing of a viewer who has left', async () => {
  const { timeline, streams } = openStreams()
  const viewer = listenTo(streams.open(undefined))
  expect(streams.viewers()).toBe(1)
  await viewer.leave()
  timeline.note('server_stopped')
  expect(streams.viewers()).toBe(0)
})

it('lets go of a viewer who does not read', () => {
  const { timeline, streams } = openStreams()
  streams.open(undefined)
  for (let i = 0; i < 1_001; i += 1) timeline.note('server_stopped')
  expect(streams.viewers()).toBe(0)
})

it('has room for fifty viewers', () => {
  const { streams } = openStreams()
  for (let i = 0; i < 50; i += 1) expect(streams.open(undefined).status).toBe(200)
  expect(streams.open(undefined).status).toBe(503)
})

it('says something when nothing happens, so that no proxy closes it', async () => {
  const { streams } = openStreams(1)
  expect(await listenTo(streams.open(undefined)).until('\n:\n')).toContain(':')
})

it('ends with the demo', async () => {
  const { streams } = openStreams()
  const viewer = listenTo(streams.open(undefined))
  await viewer.until('start')
  streams.close()
  expect(await viewer.end()).toBe(true)
})
