/** For tests: the demo in a process of its own, asked as its playground page, its buyer and its widget ask. */
import * as z from 'zod/mini'
import { freePort, startCommand } from '../../e2e/runners/process.ts'
import { order, payment, redirectCharge } from '../../widget/contract.ts'

const entry = z.looseObject({
  key: z.number(),
  kind: z.string(),
  step: z.optional(z.string()),
  code: z.optional(z.string()),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  path: z.optional(z.string()),
  cause: z.optional(z.nullable(z.union([z.number(), z.string()]))),
  answer: z.optional(z.nullable(z.looseObject({ status: z.nullable(z.number()) }))),
})
const source = z.object({ id: z.string() })

export type TestDemo = Awaited<ReturnType<typeof openTestDemo>>

export async function openTestDemo() {
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const publicUrl = `http://localhost:${port}`
  const simulatorUrl = `http://localhost:${simulatorPort}`
  const env = { PORT: String(port), SIMULATOR_PORT: String(simulatorPort), LOG_LEVEL: 'silent' }
  const running = await startCommand(['node', 'server-example/demo/main.ts'], env, (output) =>
    output.includes('Ctrl-C'),
  )
  return {
    publicUrl,
    simulatorUrl,
    ask,
    arm,
    newOrder,
    chargeOrder,
    visit,
    paymentOf,
    told,
    entries,
    stateNow,
    stop: running.stop,
  }

  function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return fetch(publicUrl + path, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      redirect: 'manual',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  function arm(troubles: unknown): Promise<Response> {
    return ask('PUT', '/playground/api/troubles', troubles)
  }

  async function newOrder(amount = 12_345) {
    return order.parse(await (await ask('POST', '/playground/api/orders', { amount })).json())
  }

  /** What the widget and the server do until the buyer leaves. Answers where to. */
  async function chargeOrder({ orderId, token, amount }: z.infer<typeof order>): Promise<string> {
    const made = await fetch(`${simulatorUrl}/sources`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('pkey_test_simulatorpublickey1:')}` },
      body: new URLSearchParams({
        amount: String(amount),
        currency: 'thb',
        type: 'truemoney',
        phone_number: '0812345678',
      }),
    })
    const { id } = source.parse(await made.json())
    const bearer = { authorization: `Bearer ${token}` }
    const response = await ask('POST', `/api/orders/${orderId}/charge`, { source: id }, bearer)
    return redirectCharge.parse(await response.json()).authorizeUri
  }

  /** The buyer at TrueMoney; without a decision they only arrive. Answers where they are sent. */
  async function visit(uri: string, decision?: string): Promise<string> {
    const form = decision === undefined ? {} : { body: new URLSearchParams({ decision }) }
    const method = decision === undefined ? 'GET' : 'POST'
    const response = await fetch(uri, { method, redirect: 'manual', ...form })
    return response.headers.get('location') ?? ''
  }

  async function paymentOf({ orderId, token }: z.infer<typeof order>) {
    const bearer = { authorization: `Bearer ${token}` }
    const response = await ask('GET', `/api/orders/${orderId}/payment`, undefined, bearer)
    return payment.parse(await response.json())
  }

  /** Everything that a viewer who comes now is told, until it contains this. */
  async function told(until: string): Promise<string> {
    const leave = new AbortController()
    const response = await fetch(`${publicUrl}/playground/api/events`, { signal: leave.signal })
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk)
      if (text.includes(until)) break
    }
    leave.abort()
    return text
  }

  async function entries(until = '"server":') {
    const lines = (await told(until)).matchAll(/^event: entry\nid: .*\ndata: (.*)$/gm)
    const last = new Map(
      Array.from(lines, ([, data = '']) => entry.parse(JSON.parse(data))).map((one) => [
        one.key,
        one,
      ]),
    )
    return [...last.values()].toSorted((a, b) => a.key - b.key)
  }

  async function stateNow(): Promise<string> {
    return /event: state\ndata: (.*)/.exec(await told('"server":'))?.[1] ?? ''
  }
}
