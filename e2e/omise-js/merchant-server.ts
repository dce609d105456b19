/**
 * A merchant who wrote for Omise.js: pages of their own, and a server that takes
 * `omiseSource` from a form, charges it, sends the buyer on, and looks at the
 * charge when the buyer comes back. It knows nothing of our server or contract.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import type { Stack } from '../support/stack.ts'

const chargeSchema = z.object({ id: z.string(), status: z.string(), authorize_uri: z.string() })
const amount = '100000'

export type Merchant = Awaited<ReturnType<typeof startMerchant>>

export async function startMerchant({ simulator, secretKey }: Stack) {
  const pages = new Map<string, string>()
  const charges = new Map<string, string>()
  const posted: Record<string, string>[] = []
  const scripts = new Map([
    ['/omise-compatible.js', fileOf('../../dist/omise-compatible.js')],
    ['/omise.js', fileOf('stand-in.js')],
  ])

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.destroy(Error(String(error))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  const url = `http://127.0.0.1:${address.port}`

  return {
    url,
    /** The fields of every form that came in. */
    posted,
    serve(name: string, body: string) {
      pages.set(
        `/${name}`,
        `<!doctype html><html lang="en"><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
        <title>A merchant</title>${body}</html>`,
      )
      return `${url}/${name}`
    },
    forget() {
      pages.clear()
      charges.clear()
      posted.length = 0
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    const script = scripts.get(pathname)
    if (script !== undefined) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } else if (pathname === '/charge' && request.method === 'POST') {
      response.writeHead(303, { location: await charge(await read(request)) }).end()
    } else if (pathname === '/done') {
      const { status } = await askOmise(`/charges/${charges.get(searchParams.get('order') ?? '')}`)
      html(response, `<!doctype html><link rel="icon" href="data:,"><h1>Order: ${status}</h1>`)
    } else {
      html(response, pages.get(pathname))
    }
  }

  async function charge(form: string): Promise<string> {
    const fields = Object.fromEntries(new URLSearchParams(form))
    posted.push(fields)
    const order = String(posted.length)
    const body = new URLSearchParams({
      amount,
      currency: 'thb',
      source: fields.omiseSource ?? '',
      return_uri: `${url}/done?order=${order}`,
    })
    const { id, authorize_uri } = await askOmise('/charges', body)
    charges.set(order, id)
    return authorize_uri
  }

  async function askOmise(path: string, body?: URLSearchParams) {
    const response = await fetch(`${simulator.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Basic ${btoa(`${secretKey}:`)}` },
      ...(body && { body }),
    })
    return chargeSchema.parse(await response.json())
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

function html(response: ServerResponse, body: string | undefined): void {
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(body)
}

function fileOf(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')
}
