import { createServer, type IncomingHttpHeaders } from 'node:http'
import { onTestFinished } from 'vitest'

export type Received = {
  method: string | undefined
  path: string | undefined
  headers: IncomingHttpHeaders
  body: unknown
}

/** What a request is answered; `'reset'` breaks the connection, `'silence'` never answers, `'half'` never ends. */
export type Answer = { status: number; type?: string; body: string } | 'reset' | 'silence' | 'half'

/** A server on the loopback that writes down what it gets; it ends with the test. */
export async function listen(answer: Answer) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const { method, url: path, headers } = request
    received.push({ method, path, headers, body: text === '' ? undefined : JSON.parse(text) })
    if (answer === 'reset') request.socket.destroy()
    else if (answer === 'half') response.writeHead(200, { 'content-length': '9' }).write('{')
    else if (answer !== 'silence') {
      response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json' })
      response.end(answer.body)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return { url: `http://127.0.0.1:${address.port}`, received }
}

export function json(status: number, value: unknown): Answer {
  return { status, body: JSON.stringify(value) }
}

/** A signal that nobody aborts. */
export const calm = new AbortController().signal
