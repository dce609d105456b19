import { type IncomingMessage, request } from 'node:http'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { defaultSecretKey } from '../account.ts'
import { type ListeningSimulator, startSimulator } from '../simulator.ts'

const answer = z.looseObject({ object: z.string() })
const json = { 'content-type': 'application/json' }

let simulator: ListeningSimulator
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
})
afterEach(() => simulator.close())

it.each([
  ['as JSON', json, '{"limit": 3, "offset": 2}'],
  ['as JSON that does not say so', {}, '{"limit": 3, "offset": 2}'],
  ['as JSON in chunks', { ...json, 'transfer-encoding': 'chunked' }, '{"limit": 3, "offset": 2}'],
  ['as JSON with nulls', json, '{"limit": 3, "offset": 2, "order": null, "from": null}'],
  ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'limit=3&offset=2'],
])('the parameters of a GET may be its body: %s', async (_how, headers, body) => {
  expect(await get('/charges', body, headers)).toMatchObject({ limit: 3, offset: 2 })
})

it('the body of a GET may be nested JSON, beside a query', async () => {
  const body = JSON.stringify({ filters: { status: 'failed', source_of_fund: 'offsite' } })
  expect(await get('/search?scope=charge', body, json)).toMatchObject({
    object: 'search',
    filters: { status: 'failed', source_of_fund: 'offsite' },
  })
})

it.each(['{"limit": 3', '{}', ''])('the body %j of a GET asks for nothing', async (body) => {
  expect(await get('/charges', body, json)).toMatchObject({ object: 'list', limit: 20, offset: 0 })
})

/** `fetch` refuses to send a body with a GET. */
async function get(path: string, body: string, headers: Record<string, string>) {
  const sent = request(simulator.url + path, {
    auth: `${defaultSecretKey}:`,
    headers: {
      ...(headers['transfer-encoding'] === undefined && { 'content-length': body.length }),
      ...headers,
    },
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject)
  })
  sent.end(body)
  const response = await answered
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return answer.parse(JSON.parse(text))
}
