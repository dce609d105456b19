import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { usage } from './command-line.ts'
import { buildTestPackage, type TestPackage, type TestSimulator } from './test-package.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

let tool: TestPackage
let simulator: TestSimulator
beforeAll(async () => {
  tool = await buildTestPackage()
  simulator = await tool.startSimulator()
})
afterAll(async () => {
  await simulator.stop()
  tool.remove()
})

const answer = z.looseObject({ id: z.optional(z.string()) })

describe('the command', () => {
  it('says its version, which is the package’s', async () => {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')))
    expect(await tool.run('--version')).toEqual({ exitCode: 0, output: `${version}\n` })
  })

  it('lists its commands', async () => {
    expect(await tool.run('--help')).toEqual({ exitCode: 0, output: `${usage}\n` })
  })

  it('lists the options of the simulator as they are typed here', async () => {
    const { exitCode, output } = await tool.run('simulator', '--help')
    expect(exitCode).toBe(0)
    expect(output).toContain('Usage: truemoney-checkout simulator [options]')
  })

  it('says in one sentence what cannot be', async () => {
    const { exitCode, output } = await tool.run('simulator', '--secret-key', 'skey_live')
    expect(exitCode).toBe(1)
    expect(output).toMatch(/^Expected the secret key .*\n$/)
  })

  it('says which command it does not know', async () => {
    const { exitCode, output } = await tool.run('simlator')
    expect(exitCode).toBe(1)
    expect(output).toMatch(/^Expected the command "simulator", got "simlator".*\n$/)
  })
})

describe.each([
  ['2017-11-02', 'form', 'thb', 'created', 'refunded'],
  ['2017-11-02', 'JSON', 'thb', 'created', 'refunded'],
  ['2019-05-29', 'form', 'THB', 'created_at', 'refunded_amount'],
  ['2019-05-29', 'JSON', 'THB', 'created_at', 'refunded_amount'],
])('its simulator, asked in version %s by %s', (version, form, currency, created, refunded) => {
  it('plays a payment and its refund', async () => {
    const source = await ask('POST', '/sources', {
      type: 'truemoney',
      amount: 100_000,
      currency: 'thb',
      phone_number: '0812345678',
    })
    expect(source).toMatchObject({
      object: 'source',
      type: 'truemoney',
      flow: 'redirect',
      currency,
    })
    const charge = await ask('POST', '/charges', {
      amount: 100_000,
      currency: 'thb',
      source: source.id ?? '',
      return_uri: 'https://shop.test/done',
      description: 'สองถ้วย',
    })
    expect(charge).toMatchObject({ status: 'pending', currency, description: 'สองถ้วย' })
    expect(charge).toHaveProperty(created)
    const path = `/charges/${charge.id}`
    expect(await ask('POST', `${path}/mark_as_paid`, {})).toMatchObject({ paid: true })
    expect(await ask('POST', `${path}/refunds`, { amount: 30_000 })).toMatchObject({
      object: 'refund',
      amount: 30_000,
    })
    expect(await ask('GET', path)).toMatchObject({ status: 'successful', [refunded]: 30_000 })
    expect(await ask('GET', '/balance')).toMatchObject({ object: 'balance' })
    expect(await ask('POST', '/charges', { amount: 1, currency: 'thb' })).toMatchObject({
      object: 'error',
      code: 'invalid_charge',
    })

    async function ask(method: string, path: string, params?: Record<string, string | number>) {
      const response = await fetch(simulator.url + path, {
        method,
        headers: {
          authorization: `Basic ${btoa('skey_test_simulatorsecretkey1:')}`,
          'omise-version': version,
          ...(form === 'JSON' && { 'content-type': 'application/json' }),
        },
        ...(params && { body: form === 'JSON' ? JSON.stringify(params) : asForm(params) }),
      })
      return answer.parse(await response.json())
    }
  })
})

describe('its simulator', () => {
  it('has the authorize page with its looks', async () => {
    const response = await fetch(`${simulator.url}/payments/authorize.css`)
    expect(response.headers.get('content-type')).toContain('text/css')
    expect(await response.text()).toBe(
      readFileSync('server-example/simulator/authorize-pages/authorize.css', 'utf8'),
    )
  })

  it('ends when asked to', async () => {
    expect(await simulator.stop()).toBe(0)
  })
})

function asForm(params: Record<string, string | number>): URLSearchParams {
  return new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]))
}
