/** Troubleshooting starts from messages: each is caused here and looked up in the manual, and none is left over. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { parseConfig } from '../../server-example/config/config.ts'
import { clockFaults } from '../../server-example/doctor/faults/clock.ts'
import { configurationFaults } from '../../server-example/doctor/faults/configuration.ts'
import { databaseFaults } from '../../server-example/doctor/faults/database.ts'
import { hostFaults } from '../../server-example/doctor/faults/hosts.ts'
import { omiseFaults } from '../../server-example/doctor/faults/omise.ts'
import { pageFaults } from '../../server-example/doctor/faults/pages.ts'
import { publicUrlFaults } from '../../server-example/doctor/faults/public-url.ts'
import { startSimulator } from '../../server-example/simulator/simulator.ts'
import { checkAuthorizeUri } from '../../widget/checkout/authorize/authorize-uri.ts'
import { noPayment } from '../../widget/checkout/subject.ts'
import { calm, json, listen } from '../../widget/clients/loopback.test-support.ts'
import { createMerchantClient } from '../../widget/clients/merchant.ts'
import { createOmiseClient } from '../../widget/clients/omise.ts'
import { problemStatus } from '../../widget/contract.ts'
import { cardRefusal } from '../../widget/omise-compatible/complaint.ts'
import { findTarget } from '../../widget/options/find-target.ts'
import { chargesOf } from '../../widget/options/page-functions.ts'
import { readOptions } from '../../widget/options/read-options.ts'
import { attributeMistakes } from '../../widget/script/attribute-mistakes.ts'
import { freePort, runToEnd, startCommand } from '../runners/process.ts'
import { quotes, sectionOf, tableRows } from './manual.ts'

const inThePagesConsole = readFileSync('public/guide/help/troubleshooting.md', 'utf8')
const serverMessages = readFileSync('public/guide/help/server-messages.md', 'utf8')
const doctor = readFileSync('public/guide/live/doctor.md', 'utf8')

const publicKey = 'pkey_test_5fx1'
const order = { orderId: 'ord_1', token: 'token_1', amount: 100_000 }
const fields = { method: 'truemoney', phoneNumber: '0812345678' } as const
const source = { amountSatang: 100_000, fields }

/** What a page's author does wrong, or has to live with. */
const inThePage: Record<string, () => unknown> = {
  'no key': () => readOptions({ publicKey: 'YOUR KEY', order }),
  'a secret key': () => readOptions({ publicKey: 'skey_test_5fx1', order }),
  'another mode': () => readOptions({ publicKey, order: { ...order, livemode: true } }),
  'an amount in baht': () => readOptions({ publicKey, amount: 99.5 }),
  'no element': () => {
    vi.stubGlobal('document', { querySelector: () => null })
    vi.stubGlobal('Element', class {})
    findTarget('#pay')
  },
  'a mistyped attribute': () => {
    const names = ['data-tmn-publickey']
    const element = { getAttribute: () => null, getAttributeNames: () => names }
    throw new Error(attributeMistakes(element)[0])
  },
  'no order': () => {
    throw noPayment()
  },
  'no way to Omise': async () => {
    const omiseUrl = `http://127.0.0.1:${await freePort()}`
    return createOmiseClient({ omiseUrl, publicKey }).createSource(source, calm)
  },
  'an unknown key': () => omiseAnswers(401, 'authentication_failure', 'authentication failed'),
  'no TrueMoney': () => omiseAnswers(400, 'bad_request', 'type is not supported'),
  'no way to the server': async () => chargeAt(`http://127.0.0.1:${await freePort()}`),
  'another server': () => serverAnswers(404, 'Not found'),
  'another origin': () => serverAnswers(403, { ...problem, code: 'forbidden', status: 403 }),
  'another contract': () => serverAnswers(200, { authorize_uri: 'https://pay.omise.co/1' }),
  'another contract of a function': () =>
    chargesOf(async () => JSON.parse('{"authorize_uri": "https://pay.omise.co/1"}'))(
      undefined,
      { source: 'src_1', amountSatang: 100_000 },
      calm,
    ),
  'a host that is not allowed': () =>
    checkAuthorizeUri(['https://pay.omise.co'], 'http://localhost:4010/pay'),
  'a card': () => {
    throw new Error(cardRefusal.message)
  },
}

/** These need a browser: troubleshooting.journey.ts causes them. */
const inABrowser = ['data-tmn-public-key needs', 'Expected truemoney-checkout-pay']

const problem = { type: 'about:blank', title: 'Refused', status: 400, code: 'invalid_request' }

describe('the page’s console', () => {
  const rows = tableRows(sectionOf(inThePagesConsole, "## In the page's console"))

  it.each(Object.entries(inThePage))('says with %s what the guide explains', async (_name, act) => {
    const message = await complaintOf(act)
    vi.unstubAllGlobals()
    expect(
      rows.filter(([shown]) => quotes(shown, message)),
      message,
    ).toHaveLength(1)
  })

  it('says everything that the guide explains', async () => {
    const messages = await Promise.all(Object.values(inThePage).map(complaintOf))
    vi.unstubAllGlobals()
    const journey = readFileSync('e2e/docs/troubleshooting.journey.ts', 'utf8')
    for (const beginning of inABrowser) expect(journey).toContain(beginning)
    const unsaid = rows.filter(
      ([shown = '']) =>
        !inABrowser.some((beginning) => shown.includes(beginning)) &&
        !messages.some((message) => quotes(shown, message)),
    )
    expect(unsaid.map(([shown]) => shown)).toEqual([])
  })
})

const keys = { OMISE_PUBLIC_KEY: 'pkey_test_5fx1', OMISE_SECRET_KEY: 'skey_test_5fx2' }
const live = { OMISE_PUBLIC_KEY: 'pkey_5fx1', OMISE_SECRET_KEY: 'skey_5fx2' }
const configurations: Record<string, string | undefined>[] = [
  {},
  { ...keys, OMISE_PUBLIC_KEY: 'skey_test_5fx2' },
  { ...keys, OMISE_PUBLIC_KEY: 'pkey_5fx1' },
  live,
  { ...live, PUBLIC_URL: 'https://shop.example', OMISE_API_URL: 'http://localhost:4010' },
  { ...keys, OMISE_WEBHOOK_SECRET: '"quoted"' },
  { ...keys, ALLOWED_ORIGINS: 'https://shop.example/' },
  { ...keys, MERCHANT_TOKEN: 'short' },
  { ...keys, DATABASE_URL: 'mysql://shop' },
]

describe('a server that does not start', () => {
  it('says what the guide explains, and the guide explains nothing else', async () => {
    const rows = tableRows(sectionOf(serverMessages, '## When it does not start'))
    const said = configurations.map((env) => {
      const parsed = parseConfig(env)
      return parsed.ok ? '' : parsed.problems.join('\n')
    })
    const port = String(await freePort())
    const env = {
      ...keys,
      PORT: port,
      DATABASE_URL: 'sqlite::memory:',
      // Nobody listens there.
      OMISE_API_URL: 'http://127.0.0.1:1',
    }
    const command = ['node', 'server-example/commands/main.ts', 'serve']
    const first = await startCommand(command, env, (output) => output.includes('listening'))
    said.push((await runToEnd(command, env)).output)
    await first.stop()
    const { url: OMISE_API_URL, close } = await startSimulator({ port: 0, host: '127.0.0.1' })
    said.push((await runToEnd(command, { ...env, OMISE_API_URL })).output)
    await close()
    for (const message of said)
      expect(
        rows.some(([shown]) => quotes(shown, message)),
        message,
      ).toBe(true)
    const unsaid = rows.filter(([shown]) => !said.some((message) => quotes(shown, message)))
    expect(unsaid).toEqual([])
  }, 30_000)
})

describe('the server', () => {
  it('answers the codes that the guide explains, with these statuses', () => {
    const rows = tableRows(sectionOf(serverMessages, '## In its answers'))
    const told = Object.fromEntries(
      rows.map(([code = '', status]) => [code.replaceAll('`', ''), Number(status)]),
    )
    expect(told).toEqual(problemStatus)
  })

  it('logs what the guide explains', () => {
    const rows = tableRows(sectionOf(serverMessages, '## In its log'))
    const sources = globSync(
      'server-example/{checkout,config,http,omise,runtime,shop,start,store}/**/*.ts',
    )
      .filter((path) => !path.includes('.test'))
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
    const messages = rows.flatMap(([shown = '']) =>
      Array.from(shown.matchAll(/`(?:"verdict":")?([^`"]+)"?`/g), ([, message = '']) => message),
    )
    expect(messages.length).toBeGreaterThan(7)
    expect(messages.filter((message) => !sources.includes(`'${message}'`))).toEqual([])
  })
})

describe('the doctor', () => {
  it('finds what the guide explains: each is one of the planted faults', () => {
    const faults = [
      ...configurationFaults,
      ...omiseFaults,
      ...publicUrlFaults,
      ...clockFaults,
      ...databaseFaults,
      ...pageFaults,
      ...hostFaults,
    ]
    const rows = tableRows(sectionOf(doctor, '## Findings that merchants ask about'))
    expect(rows.length).toBeGreaterThan(4)
    for (const [line, shown = ''] of rows)
      expect(
        faults.some(
          ({ named: [, subject, found] }) =>
            subject === line && found.includes(shown.replaceAll('`', '')),
        ),
        shown,
      ).toBe(true)
  })
})

async function complaintOf(act: () => unknown): Promise<string> {
  try {
    await act()
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
  throw new Error('Expected a complaint, got none.')
}

async function omiseAnswers(status: number, code: string, message: string): Promise<unknown> {
  const { url } = await listen(json(status, { object: 'error', code, message }))
  return createOmiseClient({ omiseUrl: url, publicKey }).createSource(source, calm)
}

async function serverAnswers(status: number, body: unknown): Promise<unknown> {
  return chargeAt((await listen(json(status, body))).url)
}

function chargeAt(serverUrl: string): Promise<unknown> {
  return createMerchantClient({ serverUrl }).createCharge(
    order,
    { source: 'src_1', amountSatang: 100_000 },
    calm,
  )
}
