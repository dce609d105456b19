import * as z from 'zod/mini'
import { defaultPublicKey, defaultSecretKey } from './account.ts'
import { createSimulator, type SimulatorOptions } from './simulator.ts'

export const webhookSecret = Buffer.from('a secret of the tests').toString('base64')
export const startAt = '2025-03-20T09:41:53Z'

export type Call = {
  form?: string
  json?: unknown
  key?: string | null
  version?: string | null
  headers?: Record<string, string>
}

const jsonObject = z.record(z.string(), z.json())

export type TestAccount = ReturnType<typeof openTestAccount>

/** For tests: a simulator with a standing clock, called as a merchant's programs would. */
export function openTestAccount(options: SimulatorOptions = {}) {
  const webhooks: { url: string; headers: Headers; body: string }[] = []
  const simulator = createSimulator({
    seed: 'tests',
    startAt,
    webhookUrl: 'https://shop.test/hook',
    async send(request) {
      webhooks.push({ url: request.url, headers: request.headers, body: await request.text() })
      return new Response(null, { status: 204 })
    },
    ...options,
  })

  async function fetchRaw(method: string, path: string, call: Call = {}): Promise<Response> {
    const { key = defaultSecretKey, version = '2019-05-29' } = call
    const headers = new Headers(call.headers)
    if (key !== null) headers.set('Authorization', `Basic ${btoa(`${key}:`)}`)
    if (version !== null) headers.set('Omise-Version', version)
    if (call.json !== undefined) headers.set('Content-Type', 'application/json')
    else if (call.form !== undefined) {
      headers.set('Content-Type', 'application/x-www-form-urlencoded')
    }
    const body = call.json === undefined ? call.form : JSON.stringify(call.json)
    const url = new URL(path, simulator.url)
    return simulator.fetch(
      new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }),
    )
  }

  async function call(method: string, path: string, what: Call = {}) {
    const response = await fetchRaw(method, path, what)
    return {
      status: response.status,
      headers: response.headers,
      body: jsonObject.parse(await response.json()),
    }
  }

  const post = (path: string, form = '') => call('POST', path, { form })

  async function source(form = ''): Promise<string> {
    const details = 'type=truemoney&amount=100000&currency=thb&phone_number=0812345678'
    const { body } = await call('POST', '/sources', {
      form: `${details}&${form}`,
      key: defaultPublicKey,
    })
    return String(body.id)
  }

  async function charge(form = '') {
    const details = `amount=100000&currency=thb&return_uri=https://shop.test/done&source=${await source()}`
    const { body } = await post('/charges', `${details}&${form}`)
    return { ...body, id: String(body.id), authorizeUri: String(body.authorize_uri) }
  }

  /** A button of the authorize page. */
  async function press(authorizeUri: string, form: string) {
    const { pathname, search } = new URL(authorizeUri)
    return fetchRaw('POST', pathname + search, { form, key: null, version: null })
  }

  return {
    simulator,
    webhooks,
    fetchRaw,
    call,
    get: (path: string) => call('GET', path),
    post,
    source,
    charge,
    paidCharge: async () => {
      const { id } = await charge()
      await post(`/charges/${id}/mark_as_paid`)
      return id
    },
    press,
    control: (path: string, json: unknown = {}) =>
      call('POST', `/_simulator${path}`, { json, key: null, version: null }),
  }
}
