import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import * as z from 'zod/mini'
import type { Param } from './params.ts'

type Incoming = (HttpBindings | Http2Bindings)['incoming']

const jsonObject = z.record(z.string(), z.json())

/** The parameters of a GET may come as its body, where the Request of the web platform has no room for
 * them: as a form in Omise's own search examples (`curl -X GET -d scope=charge`), as JSON from its Go and
 * Python clients. Here they go on in the query. */
export async function withBodyInQuery(request: Request, incoming: Incoming): Promise<Request> {
  const isEmpty = Number(incoming.headers['content-length'] ?? 0) === 0
  if (isEmpty && incoming.headers['transfer-encoding'] === undefined) return request
  let body = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) body += String(chunk)
  const url = new URL(request.url)
  url.search = [url.search.slice(1), asForm(body)].filter((part) => part !== '').join('&')
  return new Request(url, { headers: request.headers })
}

/** The Go client sends JSON without saying so now and then. */
function asForm(body: string): string {
  if (!body.trimStart().startsWith('{')) return body
  try {
    const parsed = jsonObject.safeParse(JSON.parse(body))
    return parsed.success ? new URLSearchParams(pairsOf(parsed.data, null)).toString() : ''
  } catch {
    return ''
  }
}

/** `{filters: {status: 'failed'}}` → `filters[status]=failed`; what is null was not asked for. */
function pairsOf(param: Param, name: string | null): [string, string][] {
  if (param === null) return []
  if (typeof param !== 'object') return name === null ? [] : [[name, String(param)]]
  const children: [string, Param][] = Array.isArray(param)
    ? param.map((child) => ['', child])
    : Object.entries(param)
  return children.flatMap(([key, child]) => pairsOf(child, name === null ? key : `${name}[${key}]`))
}
