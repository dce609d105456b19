/** The command as it is typed: what it prints, where, and how it ends. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { startCommand } from '../../e2e/runners/process.ts'
import { openDatabase } from '../store/database.ts'
import { createOutbox } from '../store/outbox/outbox.ts'
import { problemOfNode } from './node-version.ts'
import { runCommandLine } from './run-command-line.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'commands-'))
afterAll(() => rmSync(folder, { recursive: true }))

const names = ['serve', 'migrate', 'doctor', 'refund', 'audit', 'backup', 'remove-channel']
const keys = {
  OMISE_PUBLIC_KEY: 'pkey_test_5fxcommands000001',
  OMISE_SECRET_KEY: 'skey_test_5fxcommands000001',
  OMISE_API_URL: 'http://127.0.0.1:9',
}
const manifest = z
  .object({ version: z.string(), engines: z.object({ node: z.string() }) })
  .parse(JSON.parse(readFileSync('server-example/package.json', 'utf8')))

function run(args: readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  return { status, stdout, stderr }
}

/** The same in this process, for what ends before a command is run. */
async function runHere(args: readonly string[]) {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += text
      return true
    }),
  )
  const status = await runCommandLine(args).finally(() => {
    for (const spy of spies) spy.mockRestore()
  })
  return { status, ...written }
}

describe('the command line', () => {
  it('prints its commands and its version', () => {
    const help = run(['--help'])
    expect([help.status, help.stderr]).toEqual([0, ''])
    for (const name of names) expect(help.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'))
    expect(run(['--version'])).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  it.each(names)('explains %s without running it', async (name) => {
    expect(await runHere([name, '--help'])).toEqual({
      status: 0,
      stdout: expect.stringContaining(`Usage: truemoney-checkout-server ${name}`),
      stderr: '',
    })
  })

  it.each([
    [[], /^Expected a command \(serve, .*\), got nothing\./],
    [['sevre'], /^Expected a command .* got "sevre"\./],
    [['constructor'], /^Expected a command .* got "constructor"\./],
    [['serve', '--port'], /^Expected --no-migrate, got "--port"\./],
    [['migrate', 'now'], /^Expected nothing more, got "now"\./],
    [['doctor', '--fix'], /^Expected --json or --read-only, got "--fix"\./],
    [['refund'], /^Expected ORDER, got nothing\./],
    [['refund', 'ord_1', '1,50'], /^Expected AMOUNT in baht.* got "1,50"\.\n$/],
    [['refund', 'ord_1', '1', '2'], /^Expected nothing more, got "2"\./],
    [['audit', 'all'], /^Expected DAYS from 1 to 999, got "all"\.\n$/],
    [['backup'], /^Expected FILE, got nothing\./],
    [['remove-channel'], /^Expected NAME, got nothing\./],
    [['audit', '--days'], /^Expected no option, got "--days"\./],
  ])('says of %j what it expected', async (args, expected) => {
    const { status, stdout, stderr } = await runHere(args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(expected)
  })

  it.each(['serve', 'refund ord_1', 'audit'])('names what %s lacks in its environment', (typed) => {
    const { status, stdout, stderr } = run(typed.split(' '))
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^The configuration is not complete:\n {2}OMISE_PUBLIC_KEY is missing/)
    expect(stderr).not.toContain('    at ')
  })

  it('says which Node it needs to an older one, and nothing to a newer one', () => {
    expect(problemOfNode('22.12.0')).toBe('Expected Node 22.13 or newer, got 22.12.0.')
    expect(problemOfNode('20.20.2')).toContain('got 20.20.2')
    for (const version of ['22.13.0', '22.20.0', '24.0.0'])
      expect(problemOfNode(version)).toBe(undefined)
    expect(manifest.engines.node).toBe('>=22.13')
  })
})

describe('migrate', () => {
  it('lists what is missing without making the database, then migrates, once', () => {
    const path = join(folder, 'migrated.db')
    const env = { DATABASE_URL: `sqlite:${path}` }
    const missing = run(['migrate', '--dry-run'], env)
    expect(missing.stdout).toMatch(/^Missing, and not run:\n {2}001-orders-attempts-refunds\n/)
    expect(existsSync(path)).toBe(false)

    const migrated = run(['migrate'], env)
    expect(migrated.stdout.replace('Migrated:', 'Missing, and not run:')).toBe(missing.stdout)
    const done = 'The database has every migration of this version.\n'
    expect(run(['migrate'], env)).toEqual({ status: 0, stdout: done, stderr: '' })
    expect(run(['migrate', '--dry-run'], env).stdout).toBe(done)
  })

  it('says which address it cannot use, and why it could not migrate', () => {
    const unknown = run(['migrate'], { DATABASE_URL: 'mysql://shop:secret@db' })
    expect([unknown.status, unknown.stderr]).toEqual([
      1,
      'DATABASE_URL: Expected sqlite:PATH, such as sqlite:data/orders.db, or postgres://….\n',
    ])
    const closed = run(['migrate'], { DATABASE_URL: 'postgres://shop:secret@127.0.0.1:9/shop' })
    expect(closed.status).toBe(1)
    expect(closed.stderr).toContain('ECONNREFUSED')
    expect(closed.stderr).not.toContain('secret')
  })
})

describe('backup', () => {
  it('copies a database of SQLite, and says what does it for PostgreSQL', () => {
    const env = { DATABASE_URL: `sqlite:${join(folder, 'kept.db')}` }
    run(['migrate'], env)
    const copied = run(['backup', 'copy.db'], env)
    expect(copied).toEqual({
      status: 0,
      stdout: `Copied ${join(folder, 'kept.db')} to copy.db.\n`,
      stderr: '',
    })
    const copy = { DATABASE_URL: `sqlite:${join(folder, 'copy.db')}` }
    expect(run(['migrate', '--dry-run'], copy).stdout).toMatch(/^The database has every migration/)
    expect(run(['backup', 'copy.db'], env).stderr).toMatch(
      /^Expected a new file, copy\.db is there/,
    )

    const postgres = run(['backup', 'x'], { DATABASE_URL: 'postgres://shop:secret@db/shop' })
    expect([postgres.status, postgres.stdout]).toEqual([1, ''])
    expect(postgres.stderr).toContain('pg_dump --format=custom --file=x "$DATABASE_URL"')
    expect(postgres.stderr).not.toContain('secret')
    expect(run(['backup', 'x'], { DATABASE_URL: 'sqlite::memory:' }).stderr).toContain('in memory')
  })
})

describe('remove-channel', () => {
  const env = { DATABASE_URL: `sqlite:${join(folder, 'channels.db')}` }

  it('expects a database that is there and migrated', () => {
    const none = run(['remove-channel', 'webhook'], env)
    expect([none.status, none.stdout]).toEqual([1, ''])
    expect(none.stderr).toMatch(/^Expected the server's database, there is no file .*channels\.db/)
    const empty = run(['remove-channel', 'webhook'], { DATABASE_URL: 'sqlite:empty.db' })
    expect(empty.stderr).toContain('there is no file empty.db')
    writeFileSync(join(folder, 'empty.db'), '')
    const old = run(['remove-channel', 'webhook'], { DATABASE_URL: 'sqlite:empty.db' })
    expect([old.status, old.stderr]).toEqual([
      1,
      'Expected a database with every migration of this version. Run "migrate" first.\n',
    ])
  })

  it('removes a channel once, names those that there are, and none that is configured', async () => {
    run(['migrate'], env)
    const database = openDatabase(env.DATABASE_URL)
    await createOutbox(database).registerChannel('webhook', 0)
    await database.db.destroy()
    const used = run(['remove-channel', 'webhook'], { ...env, SHOP_WEBHOOK_URL: 'https://a.test' })
    expect([used.status, used.stderr]).toEqual([
      1,
      'Expected a channel that is not used, SHOP_WEBHOOK_URL is set. Unset it first.\n',
    ])
    expect(run(['remove-channel', 'email'], env).stderr).toBe(
      'There is no channel "email". The database has webhook (0 deliveries not taken).\n',
    )
    expect(run(['remove-channel', 'webhook'], env)).toEqual({
      status: 0,
      stdout: 'Removed webhook, and 0 deliveries that waited or were parked.\n',
      stderr: '',
    })
    expect(run(['remove-channel', 'webhook'], env)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'There is no channel "webhook". The database has none.\n',
    })
  })
})

describe('serve', () => {
  it('starts with --no-migrate when the database was migrated, and not before', async () => {
    const path = join(folder, 'served.db')
    const env = { ...keys, DATABASE_URL: `sqlite:${path}`, PORT: '0' }
    for (const refused of [
      run(['serve', '--no-migrate'], env),
      run(['serve'], { ...env, MIGRATE: 'false' }),
    ]) {
      expect(refused.status).toBe(1)
      expect(refused.stderr).toMatch(/^Expected a database with every migration.*001-orders.*/)
      expect(refused.stderr).toContain('truemoney-checkout-server migrate')
    }
    expect(run(['migrate'], env).status).toBe(0)
    const started = await startCommand(
      [process.execPath, main, 'serve', '--no-migrate'],
      env,
      (output) => output.includes('"msg":"listening"'),
    )
    const url = /"url":"([^"]+)"/.exec(started.output())?.[1]
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(await started.stop()).toBe(0)
  }, 30_000)

  it('ends when npx, which started it, was killed', async () => {
    const env = { ...keys, DATABASE_URL: `sqlite:${join(folder, 'npx.db')}`, PORT: '0' }
    // As npx starts it: below a shell that stays, and passes no signal on.
    const command = ['/bin/sh', '-c', `'${process.execPath}' '${main}' serve; :`]
    const started = await startCommand(command, { ...env, npm_command: 'exec' }, (said) =>
      said.includes('"msg":"listening"'),
    )
    const url = /"url":"([^"]+)"/.exec(started.output())?.[1]
    process.kill(started.pid ?? 0, 'SIGKILL')
    const isServed = () =>
      fetch(`${url}/healthz`).then(
        () => true,
        () => false,
      )
    await expect.poll(isServed, { timeout: 10_000 }).toBe(false)
    await expect.poll(started.output, { timeout: 10_000 }).toContain('"msg":"stopped"')
  }, 30_000)

  it('migrates by itself otherwise', async () => {
    const env = { ...keys, DATABASE_URL: `sqlite:${join(folder, 'new.db')}`, PORT: '0' }
    const command = [process.execPath, main, 'serve']
    const started = await startCommand(command, env, (said) => said.includes('"msg":"listening"'))
    expect(await started.stop()).toBe(0)
    expect(run(['migrate', '--dry-run'], env).stdout).toMatch(/^The database has every migration/)
  }, 30_000)
})
