import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { packagedPostgres } from './packaged-postgres.ts'
import { startTestPostgres } from './test-postgres.ts'

const isRoot = process.getuid?.() === 0

// Anybody but root runs PostgreSQL as themselves, from where they are.
test.runIf(isRoot)('starts for root from a folder that only root can enter', async () => {
  const home = privateFolder()
  cpSync(packagedPostgres(), join(home, 'native'), { recursive: true, verbatimSymlinks: true })
  chmodSync(join(home, 'native'), 0o700)

  const postgres = await startTestPostgres({ packaged: join(home, 'native'), given: '' })
  onTestFinished(() => postgres.stop())
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test.runIf(isRoot)('starts for root whose temporary files only root can reach', async () => {
  const home = privateFolder()
  const postgres = await startTestPostgres({ temporary: home, given: '' })
  onTestFinished(() => postgres.stop())
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('leaves no files and no server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'temporary-'))
  chmodSync(folder, 0o777)
  onTestFinished(() => rmSync(folder, { recursive: true }))

  const postgres = await startTestPostgres({ temporary: folder, given: '' })
  expect(readdirSync(folder)).toHaveLength(1)
  await postgres.stop()
  expect(readdirSync(folder)).toEqual([])
  await expect(query(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('leaves no files when the tests are killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'temporary-'))
  chmodSync(folder, 0o777)
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const started = `import { startTestPostgres } from ${JSON.stringify(new URL('test-postgres.ts', import.meta.url))}
    await startTestPostgres({ temporary: ${JSON.stringify(folder)}, given: '' })
    console.log('started')`
  const tests = spawn(process.execPath, ['--input-type=module', '--eval', started])
  await once(tests.stdout, 'data')
  expect(readdirSync(folder)).toHaveLength(1)
  tests.kill('SIGKILL')
  await expect.poll(() => readdirSync(folder), { timeout: 20_000 }).toEqual([])
})

function privateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'private-'))
  chmodSync(folder, 0o700)
  onTestFinished(() => {
    if (existsSync(folder)) rmSync(folder, { recursive: true })
  })
  return folder
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}
