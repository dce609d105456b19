/** Omise’s clients in other languages, by what they send: paths, headers and bodies as they are, over one connection. */
import { Agent, type IncomingMessage, request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type ListeningSimulator, startSimulator } from '../simulator.ts'
import { officialForms } from './official-forms.ts'

const answerSchema = z.looseObject({ object: z.string(), id: z.optional(z.string()) })

let simulator: ListeningSimulator
let agent: Agent
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
})
afterEach(async () => {
  agent.destroy()
  await simulator.close()
})

describe.each(['2017-11-02', '2019-05-29'])('in version %s', (version) => {
  it.each(Object.entries(officialForms))(
    'the client for %s is understood',
    async (_name, client) => {
      const theirs = await make('/sources', simulator.publicKey, {
        type: 'truemoney',
        amount: 20_000,
        currency: 'THB',
        phone_number: '0812345678',
      })
      const known: Record<string, string> = {
        theirs,
        other: await make('/charges', simulator.secretKey, {
          amount: 20_000,
          currency: 'THB',
          source: { type: 'truemoney', phone_number: '0812345678' },
          return_uri: 'https://shop.example/',
        }),
        // Go counts nanoseconds.
        inTwoDays: new Date(Date.now() + 172_800_000).toISOString().replace('Z', '701812Z'),
      }
      const fill = (text: string) => text.replace(/\{(\w+)\}/g, (all, name) => known[name] ?? all)
      for (const { sent, answer, status = 200, as, withPublicKey = false } of client.steps) {
        const [method, path, body] = sent
        const key = withPublicKey ? simulator.publicKey : simulator.secretKey
        const headers = { ...client.headers, 'Omise-Version': version }
        const bytes = body === undefined ? undefined : Buffer.from(fill(body))
        const got = await send(method, fill(path), key, headers, bytes)
        expect(got, `${method} ${path}`).toMatchObject({ status, body: answer })
        if (as !== undefined) known[as] = got.body.id ?? ''
      }
    },
  )
})

/** As it stands: a GET with a body, a POST without any and without saying so. */
async function send(
  method: string,
  path: string,
  key: string,
  headers: Record<string, string>,
  body: Buffer | undefined,
) {
  const asForm = body !== undefined && headers['Content-Type'] === undefined
  const sent = request(simulator.url + path, {
    method,
    agent,
    auth: `${key}:`,
    headers: {
      ...headers,
      ...(asForm && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(body !== undefined && { 'Content-Length': body.length }),
    },
  })
  if (body === undefined)
    for (const name of ['Content-Length', 'Transfer-Encoding']) sent.removeHeader(name)
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject)
  })
  sent.end(body)
  const response = await answered
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: response.statusCode, body: answerSchema.parse(JSON.parse(text)) }
}

async function make(path: string, key: string, params: unknown): Promise<string> {
  const headers = { 'Content-Type': 'application/json' }
  const { body } = await send('POST', path, key, headers, Buffer.from(JSON.stringify(params)))
  return body.id ?? ''
}
