/**
 * A merchant as strict as a bank: one origin for pages and API under the
 * strictest headers there are, another for the built script, whose content is
 * pinned. The companion server is behind the first.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import type { Stack } from '../stack.ts'
import { strictPolicyFor } from './strict-policy.ts'

const reportSchema = z.object({
  'csp-report': z.object({ 'effective-directive': z.string(), 'blocked-uri': z.string() }),
})
const integrities = z.record(z.string(), z.string())
const fileOf = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')

type Script = 'truemoney-checkout.js' | 'truemoney-checkout-element.js'
export type StrictSite = Awaited<ReturnType<typeof startStrictSite>>

export async function startStrictSite(stack: Pick<Stack, 'shopUrl' | 'simulator'>) {
  const integrity = integrities.parse(JSON.parse(fileOf('../../../dist/integrity.json')))
  const pages = new Map<string, string>()
  const loose = new Set<string>()
  const violations: string[] = []
  const cdn = await listen((request, response) => {
    response.writeHead(200, {
      'content-type': 'text/javascript',
      'access-control-allow-origin': '*',
    })
    response.end(fileOf(`../../../dist${request.url}`))
  })
  const policy = strictPolicyFor(cdn.url, stack.simulator.url)
  const site = await listen((request, response) => {
    const { pathname } = new URL(request.url ?? '/', stack.shopUrl)
    if (pathname.startsWith('/api/')) {
      void passOn(request, response, stack.shopUrl)
      return
    }
    if (pathname === '/violations') {
      void read(request).then((text) => {
        const report = reportSchema.parse(JSON.parse(text))['csp-report']
        violations.push(`${report['effective-directive']} ${report['blocked-uri']}`)
        response.writeHead(204).end()
      })
      return
    }
    if (pathname === '/page.css') {
      response.writeHead(200, { 'content-type': 'text/css' }).end('main { margin: 1em }')
      return
    }
    // Browsers ask for an icon wherever a page does not forbid it.
    response.writeHead(pages.has(pathname) ? 200 : 204, {
      'content-type': 'text/html',
      ...(!loose.has(pathname) && {
        'content-security-policy': policy,
        'content-security-policy-report-only': `${policy}; report-uri /violations`,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      }),
    })
    response.end(pages.get(pathname))
  })

  const serve = (name: string, body: string, script: Script = 'truemoney-checkout.js') => {
    pages.set(
      `/${name}`,
      `<!doctype html><html lang="en"><meta charset="utf-8">
      <meta name="viewport" content="width=device-width"><title>A bank</title>
      <link rel="stylesheet" href="/page.css">
      <script src="${cdn.url}/${script}" crossorigin integrity="${integrity[script]}"
        ${script === 'truemoney-checkout.js' ? 'defer' : 'type="module"'}></script>
      <main>${body}</main></html>`,
    )
    return `${site.url}/${name}`
  }
  return {
    /** Puts a page there, with a built script and this in its body; answers its address. */
    serve,
    /** The same without a policy, for what one of its pages may frame. */
    serveLoosely(name: string, body: string) {
      loose.add(`/${name}`)
      return serve(name, body)
    },
    /** What browsers have reported of the pages, each as a directive and what it forbade. */
    violations: (): readonly string[] => violations,
    stop() {
      for (const { server } of [cdn, site]) {
        server.closeAllConnections()
        server.close()
      }
    },
  }
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; server: Server }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  return { url: `http://localhost:${address.port}`, server }
}

/** As a merchant's proxy in front of the companion server does, on one origin with the pages. */
async function passOn(request: IncomingMessage, response: ServerResponse, to: string) {
  const { authorization, 'content-type': contentType } = request.headers
  const body = await read(request)
  const answer = await fetch(new URL(request.url ?? '/', to), {
    method: request.method ?? 'GET',
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(contentType !== undefined && { 'content-type': contentType }),
    },
    ...(body !== '' && { body }),
  })
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
  })
  response.end(await answer.text())
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
