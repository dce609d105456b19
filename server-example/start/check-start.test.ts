import { afterEach, beforeEach, expect, it } from 'vitest'
import { optionsFromEnv } from '../config/options-from-env.ts'
import { checkSecretKey } from '../omise/check-secret-key.ts'
import { type Simulator, startSimulator } from '../simulator/simulator.ts'
import { checkStart } from './check-start.ts'
import { createCheckoutServer } from './create-checkout-server.ts'

let simulator: Simulator & { close(): Promise<void> }
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, host: '127.0.0.1' })
})
afterEach(() => simulator.close())

const options = (different: Record<string, string> = {}) =>
  optionsFromEnv({
    PUBLIC_URL: 'http://localhost',
    OMISE_PUBLIC_KEY: simulator.publicKey,
    OMISE_SECRET_KEY: simulator.secretKey,
    OMISE_API_URL: simulator.url,
    DATABASE_URL: 'sqlite::memory:',
    LOG_LEVEL: 'silent',
    ...different,
  })

it('a secret key that Omise refuses ends the start, and is not repeated', async () => {
  const starting = createCheckoutServer(options({ OMISE_SECRET_KEY: 'skey_test_wrong' }))
  await expect(starting).rejects.toThrow('OMISE_SECRET_KEY: Omise does not accept this key')
  await expect(starting).rejects.not.toThrow('skey_test_wrong')
})

it('a start asks Omise once, with the key', async () => {
  const checkout = await createCheckoutServer(options())
  const response = await fetch(`${simulator.url}/_simulator/requests`)
  const { requests } = await response.json()
  expect(requests).toMatchObject([{ method: 'GET', path: '/account' }])
  await checkout.close()
})

it.each([
  ['nobody', 'http://127.0.0.1:1', /ECONNREFUSED|TypeError/],
  ['something that is not Omise', undefined, /HTTP 404/],
])(
  'where %s answers, nothing is known of the key, and the start goes on',
  async (_who, url, reason) => {
    const apiUrl = url ?? `${simulator.url}/elsewhere`
    const key = await checkSecretKey({ ...options().omise, apiUrl })
    expect(key).toEqual({ kind: 'unknown', reason: expect.stringMatching(reason) })
    expect(logged({}, key)).toEqual([
      [{ reason: expect.any(String) }, 'whether Omise accepts the secret key is not known'],
      [{}, 'OMISE_WEBHOOK_SECRET is not set: every webhook is refused'],
    ])
  },
)

it('names that are nearly ours are logged without their values', () => {
  const env = { OMISE_WEBHOOK_SECRET: 'c2VjcmV0', RATE_LIMIT_CHARGE: '12345' }
  expect(logged(env, { kind: 'accepted' })).toEqual([
    [
      { name: 'RATE_LIMIT_CHARGE', expected: 'RATE_LIMIT_CHARGES' },
      'a variable of the environment may be misspelt',
    ],
  ])
})

it.each([{ OMISE_WEBHOOK_SECRET: 'c2VjcmV0' }, { OMISE_WEBHOOK_VERIFY: 'reread-only' }])(
  'nothing is logged with %j',
  (env) => {
    expect(logged(env, { kind: 'accepted' })).toEqual([])
  },
)

function logged(env: Record<string, string>, key: Parameters<typeof checkStart>[1]) {
  const lines: [Record<string, unknown>, string][] = []
  const line = (fields: Record<string, unknown>, message: string) => {
    lines.push([fields, message])
  }
  checkStart(options(env), key, { info: line, warn: line, error: line })
  return lines
}
