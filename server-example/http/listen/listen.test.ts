import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../tests/support/test-shop.ts'
import { type Listening, listen } from './listen.ts'

const body = JSON.stringify({ reference: 'SO-1', amount: 10_000 })
const merchantToken = 'a-merchant-token-that-is-long-enough'
const post = `POST /api/merchant/orders HTTP/1.1\r\nhost: shop.test\r\ncontent-type: application/json\r\nauthorization: Bearer ${merchantToken}\r\n`

let shop: TestShop
let listening: Listening
beforeEach(async () => {
  shop = await openTestShop({ merchantToken })
  await open({ headersMs: 5_000, requestMs: 5_000, idleMs: 5_000 })
})
afterEach(async () => {
  await listening.stop(100)
  await shop.close()
})

describe('a connection', () => {
  it('that does not send its headers is closed', async () => {
    await reopen({ headersMs: 50, requestMs: 60, idleMs: 5_000 })
    const answer = await talk(`${post}content-len`)
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect(answer).toContain('"code":"invalid_request"')
  })

  it('that does not send its body is closed', async () => {
    await reopen({ headersMs: 50, requestMs: 100, idleMs: 5_000 })
    const answer = await talk(`${post}content-length: ${body.length}\r\n\r\n{"amount"`)
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /)
    expect(answer).toContain('application/problem+json')
  })

  it.each([
    ['no HTTP', 'HELO shop.test\r\n\r\n', '400'],
    ['an unknown method', 'BREW / HTTP/1.1\r\nhost: shop.test\r\n\r\n', '400'],
    ['headers without end', `${post}x: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
    [
      'two lengths',
      `${post}content-length: 1\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
      '400',
    ],
    [
      'a length and chunks',
      `${post}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      '400',
    ],
    ['a host that is none', 'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n', '400'],
    ['a path that is none', 'GET http:// HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', '400'],
  ])('that brings %s is answered a problem document', async (_what, text, status) => {
    const answer = await talk(text)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('"code":"invalid_request"')
  })

  it('whose request is shorter than its length says is refused', async () => {
    const answer = await talk(`${post}content-length: ${body.length + 50}\r\n\r\n${body}`, {
      end: true,
    })
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
  })

  it('whose request is longer than its length says gets its rest refused', async () => {
    const answer = await talk(`${post}content-length: ${body.length}\r\n\r\n${body}{"more": 1}`)
    expect(answer.match(/HTTP\/1.1 \d{3}/g)?.at(-1)).toBe('HTTP/1.1 400')
    expect(answer).toContain('"detail":"Expected HTTP."')
  })

  it('cannot send more than is allowed, in chunks', async () => {
    const chunk = `1000\r\n${' '.repeat(4096)}\r\n`
    const head = `${post}transfer-encoding: chunked\r\nconnection: close\r\n\r\n`
    expect(await talk(head + chunk.repeat(20))).toMatch(/^HTTP\/1.1 413 /)
  })

  it('cannot send more than is allowed, by its own word', async () => {
    const answer = await talk(`${post}content-length: 99999999\r\nconnection: close\r\n\r\n{`)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  it('that asks before it sends a body is told to go on', async () => {
    const head = `${post}expect: 100-continue\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`
    const answer = await talk(head + body)
    expect(answer.match(/HTTP\/1.1 \d{3}/g)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 201'])
  })

  it('that does not wait for answers gets them in order', async () => {
    const one = `${post}content-length: ${body.length}\r\n\r\n${body}`
    const two = 'GET /api/nothing HTTP/1.1\r\nhost: shop.test\r\n\r\n'
    const three = 'GET /healthz HTTP/1.1\r\nhost: shop.test\r\nconnection: close\r\n\r\n'
    const answer = await talk(one + two + three)
    expect(answer.match(/HTTP\/1.1 \d{3}/g)).toEqual([
      'HTTP/1.1 201',
      'HTTP/1.1 404',
      'HTTP/1.1 200',
    ])
  })

  it('may ask with TRACE, CONNECT or for another protocol, and gets nothing by it', async () => {
    const end = 'host: shop.test\r\nconnection: close\r\n'
    expect(await talk(`TRACE /api/config HTTP/1.1\r\n${end}\r\n`)).toMatch(/^HTTP\/1.1 405 /)
    const upgrade = `GET /healthz HTTP/1.1\r\n${end}upgrade: websocket\r\n\r\n`
    expect(await talk(upgrade)).toMatch(/^HTTP\/1.1 200 /)
    expect(await talk(`CONNECT shop.test:443 HTTP/1.1\r\n${end}\r\n`)).toBe('')
  })
})

async function open(timeouts: Parameters<typeof listen>[1]): Promise<void> {
  listening = await listen({ port: 0, host: '127.0.0.1' }, timeouts)
  listening.serve(shop.app.fetch)
}

async function reopen(timeouts: Parameters<typeof listen>[1]): Promise<void> {
  await listening.stop(100)
  await open(timeouts)
}

/** Sends bytes, and answers everything that comes back until the line is closed. */
async function talk(text: string, { end = false } = {}): Promise<string> {
  const socket: Socket = connect({ port: listening.port, host: '127.0.0.1', allowHalfOpen: true })
  let said = ''
  socket.on('data', (chunk: Buffer) => (said += chunk))
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(text)
  if (end) socket.end()
  await Promise.race([once(socket, 'end'), once(socket, 'close')])
  socket.destroy()
  return said
}
