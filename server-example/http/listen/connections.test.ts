import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { standardLimits } from './connections.ts'
import { type Listening, listen } from './listen.ts'

const timeouts = { headersMs: 20_000, requestMs: 20_000, idleMs: 20_000 }
const get = 'GET / HTTP/1.1\r\nhost: shop.test\r\n\r\n'
const half = 'POST / HTTP/1.1\r\nhost: shop.test\r\ncontent-length: 100\r\n\r\n{'

let listening: Listening
afterEach(() => listening.stop(0))

it('answers one request of a connection at a time, in order', async () => {
  const answers: PromiseWithResolvers<Response>[] = []
  const asked: string[] = []
  await open({}, ({ url }) => {
    asked.push(new URL(url).pathname)
    const answer = Promise.withResolvers<Response>()
    answers.push(answer)
    return answer.promise
  })
  const socket = await openSocket()
  socket.write(['/one', '/two', '/three'].map((path) => get.replace('/', path)).join(''))
  const heard = hear(socket)
  for (const [index, text] of ['1st', '2nd', '3rd'].entries()) {
    while (answers.length <= index) await turn()
    expect(asked).toHaveLength(index + 1)
    answers[index]?.resolve(new Response(text))
    await heard(text)
  }
  expect(asked).toEqual(['/one', '/two', '/three'])
})

it('answers a request that came before the server could', async () => {
  listening = await listen({ port: 0, host: '127.0.0.1' }, timeouts)
  const early = await openSocket()
  early.write(get)
  const heard = hear(early)
  // What a connection sends after another is read after the other.
  const refused = await openSocket()
  refused.write('no HTTP\r\n\r\n')
  await closed(refused)
  listening.serve(() => new Response('at last'))
  await heard('at last')
})

it('closes a connection that sends more requests ahead than it may, and begins none of them', async () => {
  let asked = 0
  await open({ ahead: 3 }, () => {
    asked++
    return new Promise<never>(() => {})
  })
  const socket = await openSocket()
  socket.write(get.repeat(500))
  await closed(socket)
  expect(asked).toBe(1)
})

it('closes a connection whose client takes nothing of its answer', async () => {
  const endless = endlessAnswers()
  await open({ stalledMs: 200 }, endless.answer)
  await askAndTakeNothing()
  await endless.cancelled(1)
})

it('keeps a connection that waits for us, however long', async () => {
  const answer = Promise.withResolvers<Response>()
  await open({ stalledMs: 20 }, () => answer.promise)
  const socket = await openSocket()
  socket.write(get)
  const other = await openSocket()
  // This one is closed by the same limit, so the limit has passed for the first.
  await closed(other)
  answer.resolve(new Response('at last'))
  await hear(socket)('at last')
})

it('closes the longest waiting where too many clients take nothing', async () => {
  const endless = endlessAnswers()
  await open({ stalled: 2 }, endless.answer)
  for (let i = 0; i < 6; i++) await askAndTakeNothing()
  await endless.cancelled(4)
  expect(endless.count()).toBe(4)
})

it('lets a new connection take the place of an idle or half-sent one', async () => {
  await open({ connections: 3 }, () => new Response('hello'))
  const [idle, ...others] = await Promise.all([openSocket(), openSocket(), openSocket()])
  for (const socket of others) socket.write(half)
  const next = await openSocket()
  next.write(get)
  await hear(next)('hello')
  const last = await openSocket()
  last.write(get)
  await hear(last)('hello')
  await closed(idle)
})

it('closes a connection that finds all places taken by requests under way', async () => {
  let asked = 0
  await open({ connections: 1 }, () => {
    asked++
    return new Promise<never>(() => {})
  })
  const first = await openSocket()
  first.write(get)
  while (asked === 0) await turn()
  await closed(await openSocket())
  expect(first.destroyed).toBe(false)
})

it('stops without waiting for clients that take nothing or do not finish their request', async () => {
  const endless = endlessAnswers()
  await open({}, (request) => (request.method === 'GET' ? endless.answer() : unread(request)))
  await askAndTakeNothing()
  for (const text of [half, 'GET / HTTP/1.1\r\nhost']) {
    const socket = await openSocket()
    socket.write(text)
  }
  await listening.stop(3_600_000)
  await endless.cancelled(1)
})

it('finishes a request under way when it stops', async () => {
  const answer = Promise.withResolvers<Response>()
  let asked = 0
  await open({}, () => {
    asked++
    return answer.promise
  })
  const socket = await openSocket()
  socket.write(get)
  while (asked === 0) await turn()
  const idle = await openSocket()
  const stopped = listening.stop(3_600_000)
  // The connections that do nothing are closed by the time that this one is.
  await closed(idle)
  answer.resolve(new Response('still answered'))
  await hear(socket)('still answered')
  await stopped
})

async function open(
  limits: Partial<typeof standardLimits>,
  answer: (request: Request) => Response | Promise<Response>,
): Promise<void> {
  const address = { port: 0, host: '127.0.0.1' }
  listening = await listen(address, timeouts, { ...standardLimits, ...limits })
  listening.serve(answer)
}

async function openSocket(): Promise<Socket> {
  const socket = connect({ port: listening.port, host: '127.0.0.1' })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

async function askAndTakeNothing(): Promise<void> {
  const socket = await openSocket()
  socket.pause()
  socket.write(get)
}

/** Resolves when the text has come. */
function hear(socket: Socket): (text: string) => Promise<void> {
  let heard = ''
  socket.on('data', (chunk: Buffer) => (heard += chunk))
  return async (text) => {
    while (!heard.includes(text)) await turn()
  }
}

async function closed(socket: Socket): Promise<void> {
  socket.resume()
  if (!socket.closed) await once(socket, 'close')
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function unread(request: Request): Promise<Response> {
  return new Response(await request.text().catch(() => 'broken off'))
}

/** Answers that never end, and know when their client is gone. */
function endlessAnswers() {
  let gone = 0
  const chunk = new Uint8Array(64 * 1024)
  return {
    answer: () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(chunk),
          cancel: () => {
            gone++
          },
        }),
      ),
    count: () => gone,
    async cancelled(count: number): Promise<void> {
      while (gone < count) await turn()
    },
  }
}
