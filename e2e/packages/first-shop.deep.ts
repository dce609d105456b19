/**
 * `public/guide/start/first-shop.md`, as a newcomer follows it: both tarballs in a folder outside this project,
 * its files exactly as they are written there, a buyer in a browser, and a bad day. Needs a build, and npm's
 * registry or cache.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Browser, chromium } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchWholeBrowser } from '../runners/whole-browser.ts'
import { readmeExample } from '../support/readme-example.ts'
import { pack } from './packed.ts'
import { root, runTool } from './run-tool.ts'

const shopUrl = 'http://localhost:3000'
const omiseUrl = 'http://localhost:4010'
const secretKey = 'skey_test_simulatorsecretkey1'

const merchantToken = 'the-merchant-token-of-the-first-shop'

const parent = mkdtempSync(join(tmpdir(), 'first-shop-'))
const folder = join(parent, 'my-shop')
const running = new Set<Program>()
let browser: Browser

beforeAll(async () => {
  const [widget, server] = await Promise.all([
    pack('first-shop-widget'),
    pack('first-shop-server', `${root}server-example`),
  ])
  const install = readmeExample('first-shop-install')
    .replace('truemoney-checkout-server', server.file)
    .replace(/truemoney-checkout$/m, widget.file)
    .replace('truemoney-checkout ', `${widget.file} `)
  await runTool(parent, ['sh', '-ec', install])
  mkdirSync(join(folder, 'public'))
  for (const [file, name] of [
    ['shop.js', 'first-shop-server'],
    ['public/index.html', 'first-shop-page'],
    ['public/paid.html', 'first-shop-return'],
    ['public/pay.js', 'first-shop-script'],
    ['.env', 'first-shop-env'],
  ] as const)
    writeFileSync(join(folder, file), readmeExample(name))
  browser = await launchWholeBrowser(chromium)
}, 120_000)
afterEach(async () => {
  for (const program of running) await program.kill('SIGTERM')
})
afterAll(async () => {
  await browser?.close()
  rmSync(parent, { recursive: true, force: true })
})

describe('the first shop', () => {
  it('is twelve lines', () => {
    const lines = readmeExample('first-shop-server')
      .split('\n')
      .filter((line) => line.trim() !== '')
    expect(lines.length).toBeLessThanOrEqual(12)
  })

  it('ships an order that a buyer pays in the browser', async () => {
    await start('first-shop-simulator', omiseUrl)
    const shop = await start('first-shop-run', shopUrl)
    const buyer = await browser.newPage({ locale: 'en-US' })
    await buyer.goto(shopUrl)
    await buyer.getByRole('button', { name: 'Buy for ฿1,192' }).click()
    await buyer.getByRole('textbox').fill('0812345678')
    await buyer.getByRole('button', { name: /Pay/ }).click()
    await buyer.waitForURL(`${omiseUrl}/**`)
    await buyer.locator('[value="successful"]').first().click()
    await buyer.waitForURL(`${shopUrl}/paid.html*`)
    await buyer.getByText('Paid').first().waitFor()
    await expect.poll(() => shipped(shop), { timeout: 10_000 }).toHaveLength(1)
  }, 60_000)

  it('ships once when the buyer never comes back, the webhook is lost, and the process is killed', async () => {
    await start('first-shop-simulator', omiseUrl)
    const killed = await start('first-shop-run', shopUrl)
    const order = await (await fetch(`${shopUrl}/buy`, { method: 'POST' })).json()
    await charge(order)
    await killed.kill('SIGKILL')
    // The buyer confirms; the webhook finds nobody.
    const { data } = await omise('GET', '/charges')
    await omise('POST', `/charges/${data[0].id}/mark_as_paid`)
    const shop = await start('first-shop-run', shopUrl)
    await expect.poll(() => shipped(shop), { timeout: 60_000 }).toEqual([`ship ${order.reference}`])
    await shop.kill('SIGTERM')
    const again = await start('first-shop-run', shopUrl)
    await fetch(`${shopUrl}/api/config`)
    expect(shipped(again)).toEqual([])
  }, 120_000)
})

describe('the events page', () => {
  it('ships in the transaction of the shop’s own table, reads by cursor, and posts signed events', async () => {
    const handled = [
      readmeExample('first-shop-server').split('\nconst on')[0],
      readmeExample('events-handler'),
      readmeExample('first-shop-server').split('const app')[1]?.replace(/^/, 'const app'),
    ]
    writeFileSync(join(folder, 'shop.js'), handled.join('\n'))
    await runTool(folder, ['npm', 'install', '--prefer-offline', '--no-audit', 'standardwebhooks'])
    const receiver = [
      "import express from 'express'",
      readmeExample('events-webhook'),
      'const app = express()',
      "const shipOnce = (id, reference) => console.log('heard', reference)",
      'app.listen(3999)',
    ]
    // The page's code comes after what an app has already.
    const [imports, ...rest] = receiver[1]?.split('\n\n') ?? []
    writeFileSync(
      join(folder, 'receiver.js'),
      [receiver[0], imports, receiver[2], receiver[3], ...rest, receiver[4]].join('\n'),
    )
    const secret = 'dGhlIHNlY3JldCBvZiB0aGUgc2hvcCdzIGV2ZW50cyE='
    const settings = [
      readmeExample('first-shop-env'),
      `MERCHANT_TOKEN=${merchantToken}`,
      'SHOP_WEBHOOK_URL=http://localhost:3999/truemoney-events',
      `SHOP_WEBHOOK_SECRET=${secret}`,
    ]
    writeFileSync(join(folder, '.env'), settings.join('\n'))
    await start('first-shop-simulator', omiseUrl)
    const heard = await launch(
      `SHOP_WEBHOOK_SECRET=${secret} node receiver.js`,
      'http://localhost:3999',
    )
    await start('first-shop-run', shopUrl)
    const table = new DatabaseSync(join(folder, 'data/orders.db'), { timeout: 5_000 })
    table.exec('create table shipments (reference text)')
    const order = await (await fetch(`${shopUrl}/buy`, { method: 'POST' })).json()
    await charge(order)
    const { data } = await omise('GET', '/charges')
    await omise('POST', `/charges/${data[0].id}/mark_as_paid`)
    const rows = () => table.prepare('select reference from shipments').all()
    await expect.poll(rows, { timeout: 30_000 }).toEqual([{ reference: order.reference }])
    await expect
      .poll(() => heard.output(), { timeout: 30_000 })
      .toContain(`heard ${order.reference}`)
    const pulled = await runTool(folder, [
      'env',
      `SHOP=${shopUrl}`,
      `MERCHANT_TOKEN=${merchantToken}`,
      'sh',
      '-ec',
      readmeExample('events-cursor'),
    ])
    expect(JSON.parse(pulled).events.at(-1)).toMatchObject({
      type: 'order.paid',
      order: { reference: order.reference },
    })
    table.close()
  }, 120_000)
})

type Program = { output(): string; kill(signal: NodeJS.Signals): Promise<void> }

/** Runs a command of the page until its address answers. */
function start(name: string, url: string): Promise<Program> {
  return launch(readmeExample(name), url)
}

async function launch(command: string, url: string): Promise<Program> {
  const child: ChildProcess = spawn('sh', ['-ec', command], {
    cwd: folder,
    env: { PATH: `${root}node_modules/.bin:${process.env.PATH}`, HOME: parent },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      output += bytes.toString()
    })
  const ended = once(child, 'exit')
  const program: Program = {
    output: () => output,
    async kill(signal) {
      running.delete(program)
      // npx runs a shell and the program below it: all of them.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal)
      await ended
    },
  }
  running.add(program)
  await expect
    .poll(
      () =>
        fetch(url).then(
          () => 'up',
          () => output || 'down',
        ),
      { timeout: 30_000 },
    )
    .toBe('up')
  return program
}

function shipped(shop: Program): string[] {
  return shop
    .output()
    .split('\n')
    .filter((line) => line.startsWith('ship '))
}

async function charge(order: { orderId: string; token: string; amount: number }): Promise<void> {
  const source = await omise('POST', '/sources', {
    type: 'truemoney',
    amount: order.amount,
    currency: 'thb',
    phone_number: '0812345678',
  })
  const response = await fetch(`${shopUrl}/api/orders/${order.orderId}/charge`, {
    method: 'POST',
    headers: { authorization: `Bearer ${order.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ source: source.id, amount: order.amount }),
  })
  expect(response.status).toBe(200)
}

async function omise(method: string, path: string, body?: object) {
  const response = await fetch(omiseUrl + path, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${secretKey}:`)}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return response.json()
}
