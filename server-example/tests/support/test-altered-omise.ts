/** For tests: Omise behind a mirror that alters single answers, as a hostile or lagging Omise would. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { listenOnLoopback } from './test-loopback.ts'

type Json = Record<string, unknown>

/** What becomes of the answers to matching requests. */
export type Alteration = {
  readonly method?: 'GET' | 'POST'
  /** Of path and query. */
  readonly path: RegExp
  /** Returns the answer's new body. */
  readonly change: (body: Json) => unknown
  /** Every answer when left out. */
  readonly times?: number
}

export type AlteredOmise = Awaited<ReturnType<typeof openAlteredOmise>>

/** Listens in front of the simulator; without alterations it passes everything on as it is. */
export async function openAlteredOmise(simulatorUrl: string) {
  let alterations: { rule: Alteration; left: number }[] = []
  let skewMs = 0
  const asked: string[] = []
  const server = createServer((request, response) => void pass(request, response))
  const listening = await listenOnLoopback(server)

  return {
    url: listening.url,
    /** Method, path and query of every request so far. */
    asked,
    alter(rule: Alteration) {
      alterations.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY })
    },
    /** Answers truthfully again. */
    heal() {
      alterations = []
    },
    /** Omise's clock, as its `Date` header tells it, against the machine's. */
    setSkew(ms: number) {
      skewMs = ms
    },
    close: listening.close,
  }

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '' } = request
    asked.push(`${method} ${url}`)
    try {
      const { host: _host, connection: _connection, ...headers } = request.headers
      const body = await buffer(request)
      const answer = await fetch(simulatorUrl + url, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ...(body.length > 0 && { body }),
      })
      const text = altered(method, url, await answer.text())
      response.writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        date: new Date(Date.now() + skewMs).toUTCString(),
      })
      response.end(text)
    } catch {
      // The simulator cut the connection: so does its mirror.
      request.socket.resetAndDestroy()
    }
  }

  function altered(method: string, url: string, text: string): string {
    const found = alterations.find(
      ({ rule, left }) =>
        left > 0 && (rule.method ?? method) === method && rule.path.test(decodeURIComponent(url)),
    )
    if (found === undefined) return text
    found.left -= 1
    return JSON.stringify(found.rule.change(JSON.parse(text)))
  }
}

/** Alters each entry of a list that Omise returns. */
export function eachEntry(change: (one: Json) => Json) {
  return (list: Json): Json => ({
    ...list,
    data: Array.isArray(list.data) ? list.data.map(change) : [],
  })
}

/** A list in which those entries have an amount that is no number. */
export function oddEntries(isOdd: (one: Json) => boolean) {
  return eachEntry((one) => (isOdd(one) ? { ...one, amount: 'much' } : one))
}
