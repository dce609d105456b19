import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { Agent, request } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../schedule/fault.ts'
import { roleHeader } from '../schedule/roles.ts'
import { createFastClock } from './fast-clock.ts'
import { type FaultProxy, startFaultProxy } from './proxy.ts'

const clock = createFastClock({ startedAt: Date.now(), scale: 100, aheadMs: 0 })
const charge = JSON.stringify({ object: 'charge', id: 'chrg_1' })
let text = charge

let omise: Server
let worked: string[]
let killed: string[]
let proxy: FaultProxy
let agent: Agent
let fault: Fault

beforeEach(async () => {
  text = charge
  worked = []
  killed = []
  fault = { kind: 'none' }
  omise = createServer((incoming, response) => {
    worked.push(`${incoming.method} ${incoming.url}`)
    response.setHeader('content-type', 'application/json')
    response.end(text)
  }).listen(0, '127.0.0.1')
  await once(omise, 'listening')
  const address = omise.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  agent = new Agent()
  proxy = await startFaultProxy(clock)
  proxy.follow({
    shopUrl: 'http://127.0.0.1:9',
    upstreamUrl: `http://127.0.0.1:${address.port}`,
    tellTime: async () => {},
    faultFor: () => fault,
    kill: (process) => void killed.push(process),
  })
})
afterEach(async () => {
  await agent.destroy()
  await proxy.close()
  omise.close()
})

async function ask(): Promise<string> {
  try {
    const response = await request(`${proxy.url}/server-1/charges/chrg_1/expire?a=b`, {
      method: 'POST',
      dispatcher: agent,
      headers: { [roleHeader]: 'reconciler' },
    })
    const body = await response.body.text()
    const { 'retry-after': retryAfter } = response.headers
    return [response.statusCode, body, retryAfter].filter((one) => one !== undefined).join(' ')
  } catch {
    return 'no answer'
  }
}

describe('the fault proxy', () => {
  it('passes a call on as it is, and writes down who asked for what', async () => {
    expect(await ask()).toBe(`200 ${text}`)
    expect(worked).toEqual(['POST /charges/chrg_1/expire?a=b'])
    expect(proxy.calls()).toMatchObject([
      {
        process: 'server-1',
        role: 'reconciler',
        operation: 'expire charge',
        chargeId: 'chrg_1',
        fault: 'none',
        endedAt: expect.any(Number),
      },
    ])
  })

  it.each<[string, Fault, object]>([
    [
      'without what was made last',
      { kind: 'late list', lateMs: 10 ** 9 },
      { total: 1, data: [{ id: 'old' }] },
    ],
    [
      'with an odd document',
      { kind: 'odd document' },
      { total: 2, data: [{ amount: 'much' }, { amount: 1 }] },
    ],
  ])('shows a list %s', async (_what, planned, shown) => {
    const made = (id: string, ago: number) => ({
      id,
      amount: 1,
      created_at: new Date(clock.now() - ago).toISOString(),
    })
    text = JSON.stringify({
      object: 'list',
      total: 2,
      data: [made('new', 0), made('old', 10 ** 10)],
    })
    fault = planned
    const [, body = ''] = /^200 (.*)$/.exec(await ask()) ?? []
    expect(JSON.parse(body)).toMatchObject({ object: 'list', ...shown })
  })

  it.each<[string, Fault, string, number]>([
    ['cuts the line before the work', { kind: 'reset', when: 'before' }, 'no answer', 0],
    ['cuts the line after the work', { kind: 'reset', when: 'after' }, 'no answer', 1],
    ['breaks off in the answer', { kind: 'cut' }, 'no answer', 1],
    [
      'answers with half of the answer',
      { kind: 'garbled' },
      `200 ${text.slice(0, text.length / 2)}`,
      1,
    ],
    [
      'leaves an answer that is no list as it is',
      { kind: 'late list', lateMs: 1 },
      `200 ${text}`,
      1,
    ],
    ['delays the work', { kind: 'delay', when: 'before', ms: 500 }, `200 ${text}`, 1],
    ['delays the answer', { kind: 'delay', when: 'after', ms: 500 }, `200 ${text}`, 1],
    [
      'answers for Omise before the work',
      { kind: 'status', when: 'before', status: 503, body: 'nothing' },
      '503 ',
      0,
    ],
    [
      'answers for Omise after the work',
      { kind: 'status', when: 'after', status: 502, body: 'html' },
      expect.stringContaining('502 <html>'),
      1,
    ],
    [
      'turns away with Retry-After',
      { kind: 'busy', retryAfterSeconds: 3 },
      expect.stringMatching(/^429 .* 3$/),
      0,
    ],
  ])('%s', async (_what, planned, answer, works) => {
    fault = planned
    expect(await ask()).toEqual(answer)
    expect(worked).toHaveLength(works)
  })

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('has the caller killed %s the work', async (when, works) => {
    fault = { kind: 'kill', when }
    expect(await ask()).toBe('no answer')
    expect(killed).toEqual(['server-1'])
    expect(worked).toHaveLength(works)
  })

  it('lets a call that its caller has given up reach Omise all the same', async () => {
    fault = { kind: 'delay', when: 'before', ms: 5_000 }
    const caller = new AbortController()
    const url = `${proxy.url}/server-1/charges`
    const asking = request(url, { method: 'POST', dispatcher: agent, signal: caller.signal })
    while (proxy.calls().length === 0) await clock.sleep(500)
    caller.abort()
    await expect(asking).rejects.toThrow()
    expect(worked).toEqual([])
    while (proxy.isBusy()) await clock.sleep(500)
    expect(worked).toEqual(['POST /charges'])
  })
})
