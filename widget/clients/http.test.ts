import { expect, it, onTestFinished, vi } from 'vitest'
import { send } from './http.ts'
import { calm, json, listen } from './loopback.test-support.ts'

const request = {
  method: 'post',
  headers: { authorization: 'Bearer secret-token' },
  json: { source: 'src_test_1' },
  credentials: 'omit',
  timeoutMs: 50,
  peer: { name: 'the server', unreachable: 'server_unreachable' },
  signal: calm,
} as const

it.each(['silence', 'half'] as const)(
  'gives up when no answer (%s) comes in time, and has sent its request once',
  async (answer) => {
    const { url, received } = await listen(answer)
    await expect(send({ ...request, url, timeoutMs: 1_000 })).rejects.toMatchObject({
      code: 'server_unreachable',
      message: expect.stringContaining('nothing within 1 s'),
    })
    expect(received).toHaveLength(1)
  },
)

it('answers a refusal like any other answer', async () => {
  const { url } = await listen(json(418, { hello: 'there' }))
  expect(await send({ ...request, url, timeoutMs: 5000 })).toEqual({
    status: 418,
    body: { hello: 'there' },
  })
})

it('says what to check when nobody listens there', async () => {
  await expect(
    send({ ...request, url: 'http://127.0.0.1:9', timeoutMs: 5000 }),
  ).rejects.toMatchObject({
    code: 'server_unreachable',
    message: expect.stringContaining('Content-Security-Policy'),
  })
})

it('says that the page keeps a request from being built, and sends nothing', async () => {
  const { url, received } = await listen(json(200, {}))
  const circular: Record<string, unknown> = {}
  circular.self = circular
  await expect(send({ ...request, url, timeoutMs: 5000, json: circular })).rejects.toMatchObject({
    code: 'not_sent',
    cause: expect.any(TypeError),
  })
  expect(received).toEqual([])
})

it('calls an exception that is not the network’s no missing connection', async () => {
  const { url } = await listen(json(200, {}))
  vi.stubGlobal('fetch', () => Promise.reject(new RangeError('a script of the page')))
  onTestFinished(() => void vi.unstubAllGlobals())
  await expect(send({ ...request, url, timeoutMs: 5000 })).rejects.toThrow(RangeError)
})
