/** The doctor's table of faults: each one is planted, and named. */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../e2e/runners/process.ts'
import { paymentMethods } from '../../widget/contract.ts'
import type { Env } from './checks/settings.ts'
import type { Line } from './examine.ts'
import { clockFaults } from './faults/clock.ts'
import { configurationFaults } from './faults/configuration.ts'
import { databaseFaults } from './faults/database.ts'
import { liveKeys } from './faults/fault.ts'
import { hostFaults } from './faults/hosts.ts'
import { account, changedAccount, omiseFaults } from './faults/omise.ts'
import { pageFaults } from './faults/pages.ts'
import { publicUrlFaults } from './faults/public-url.ts'
import { webhookSecretFaults } from './faults/webhook-secret.ts'
import { asText, exitCodeOf } from './report.ts'
import { openTestMerchant, type TestMerchant } from './test-support/test-merchant.ts'
import { startStandIn } from './test-support/test-stand-ins.ts'
import { visit } from './visit.ts'

let merchant: TestMerchant
beforeAll(async () => {
  merchant = await openTestMerchant()
})
afterAll(() => merchant.close())

describe.concurrent.each([
  ['the configuration', configurationFaults],
  ['Omise and the account', omiseFaults],
  ['the webhook secret', webhookSecretFaults],
  ['the public URL', publicUrlFaults],
  ['the clocks', clockFaults],
  ['the database', databaseFaults],
  ['the pages', pageFaults],
  ['the lists of hosts', hostFaults],
])('of %s, the doctor', (_of, faults) => {
  it.each(faults)('names $name', { timeout: 20_000 }, async ({ plant, named }) => {
    const lines = await visitMerchant(await plant(merchant))
    const [sign, subject, found, advice] = named
    expect(asText(lines).split('\n')).toContainEqual(
      expect.stringMatching(
        new RegExp(`^${literal(sign)} ${subject} +.*${literal(found)}.*→ .*${literal(advice)}`),
      ),
    )
    if (sign === '✗') expect(exitCodeOf(lines)).toBe(1)
    if (sign === '?') expect(exitCodeOf(lines)).not.toBe(0)
  })
})

describe('the doctor', () => {
  it('finds nothing where nothing is wrong', async () => {
    const lines = await visitMerchant({})
    expect(lines.filter(({ level }) => level !== 'right')).toEqual([])
    expect(exitCodeOf(lines)).toBe(0)
  })

  it('calls two versions of Omise’s API right, since the server reads both', async () => {
    const versionOf = async (env: Env) =>
      (await visitMerchant(env)).find(({ subject }) => subject === 'API version')
    const older = await account({ apiVersion: '2017-11-02' })(merchant)
    expect(await versionOf(older)).toMatchObject({
      level: 'right',
      found: expect.stringContaining('the account’s is 2017-11-02, ours 2019-05-29'),
    })
    const shownByHeader = await changedAccount({ api_version: undefined })(merchant)
    expect(await versionOf({ ...shownByHeader, OMISE_API_VERSION: '2017-11-02' })).toMatchObject({
      level: 'right',
      found: expect.stringContaining('the account’s is 2019-05-29, ours 2017-11-02'),
    })
  })

  it('leaves the other checks alone when one thing is wrong', async () => {
    const wrongOf = async (env: Env) =>
      (await visitMerchant(env)).filter(({ level }) => level !== 'right').map((one) => one.subject)
    expect(await wrongOf({ LOG_LEVEL: 'loud' })).toEqual(['configuration'])
    expect(await wrongOf({ DATABASE_URL: 'mysql://x' })).toEqual(['database'])
    expect(await wrongOf({ OMISE_WEBHOOK_SECRET: '' })).toEqual(['webhook secret'])
    expect(await wrongOf(await account({ country: 'SG' })(merchant))).toEqual([
      'country',
      'running server',
      'authorize hosts',
      'page policy',
    ])
  })

  it.each([
    ['all', paymentMethods, 'truemoney_jumpapp and truemoney and truemoney_qr'],
    ['phone number alone', ['truemoney'], 'truemoney'],
    [
      'phone number and the app',
      ['truemoney', 'truemoney_jumpapp'],
      'truemoney_jumpapp and truemoney',
    ],
  ])('finds an account right that has %s', async (_what, enabled, offered) => {
    const lines = await visitMerchant(await account({ paymentMethods: enabled })(merchant))
    const line = (name: string) => lines.find(({ subject }) => subject === name)
    expect(line('truemoney')).toMatchObject({
      level: 'right',
      found: `buyers are offered ${offered}.`,
    })
    expect(line('one account')).toMatchObject({ level: 'right' })
  })

  it.each(['truemoney_jumpapp', 'truemoney_qr'])(
    'proves that the keys are of one account where it has %s alone',
    async (method) => {
      const lines = await visitMerchant(await account({ paymentMethods: [method] })(merchant))
      expect(lines.find(({ subject }) => subject === 'one account')).toMatchObject({
        level: 'right',
      })
    },
  )

  it('never sends a live key over plain http', async () => {
    const heard: string[] = []
    const { url } = await merchant.keep(
      startStandIn((request) => {
        heard.push(request.url)
        return new Response()
      }),
    )
    await visitMerchant({ ...liveKeys, OMISE_API_URL: url, AUTHORIZE_HOSTS: url })
    expect(heard).toEqual([])
  })

  it('makes nothing at Omise when it is told to', async () => {
    const { url } = await merchant.otherSimulator({})
    const env = { OMISE_API_URL: url, AUTHORIZE_HOSTS: url }
    const lines = await visit({ ...merchant.env, ...env }, { readOnly: true })
    expect(lines.find(({ subject }) => subject === 'one account')).toMatchObject({
      level: 'warning',
    })
    expect(await sourcesAt(url)).toBe(0)
    await visitMerchant(env)
    expect(await sourcesAt(url)).toBe(1)
  })

  it('leaves a foreign database file as it was, and makes none', async () => {
    const folder = join(merchant.folder, 'left')
    mkdirSync(folder)
    const path = join(folder, 'other.db')
    const other = new DatabaseSync(path)
    other.exec('create table recipes (name text)')
    other.close()
    await visitMerchant({ DATABASE_URL: `sqlite:${path}` })
    const again = new DatabaseSync(path)
    expect(again.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'delete' })
    expect(again.prepare('select name from sqlite_master').all()).toMatchObject([
      { name: 'recipes' },
    ])
    again.close()
  })

  it('prints no secret, wherever it was put', async () => {
    const secret = 'dG9wIHNlY3JldCBvZiB0aGUgc2hvcA=='
    const lines = await visitMerchant({
      OMISE_SECRET_KEY: 'skey_test_5topsecret',
      OMISE_WEBHOOK_SECRET: secret,
      MERCHANT_TOKEN: 'top-secret-top-secret-top-secret-1',
      DATABASE_URL: `postgres://shop:topsecret@localhost:${await freePort()}/shop`,
      AUTHORIZE_HOSTS: `skey_test_5topsecret,skey_5topsecretofyesterday,${secret}`,
      ALLOWED_ORIGINS: 'top-secret-top-secret-top-secret-1',
    })
    const text = JSON.stringify(lines)
    expect(text).not.toMatch(/top-?secret/)
    expect(text).not.toContain(secret)
  })
})

async function visitMerchant(difference: Env): Promise<readonly Line[]> {
  return visit({ ...merchant.env, ...difference }, { readOnly: false })
}

async function sourcesAt(url: string): Promise<unknown> {
  const state: unknown = await (await fetch(`${url}/_simulator/state`)).json()
  return state instanceof Object && 'counts' in state && state.counts instanceof Object
    ? Reflect.get(state.counts, 'sources')
    : undefined
}

function literal(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\*/]/g, '\\$&')
}
