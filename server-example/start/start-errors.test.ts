/** What a start says that fails for the database’s sake: its cause, and nothing secret. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../e2e/runners/process.ts'
import { sentenceOf } from '../commands/sentence.ts'
import { parseConfig } from '../config/config.ts'
import { startTestPostgres, type TestPostgres } from '../store/test-support/test-postgres.ts'
import { openCheckout } from './open-checkout.ts'

let postgres: TestPostgres
let folder: string
beforeAll(async () => {
  postgres = await startTestPostgres()
  const client = new Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`create database latin encoding 'LATIN1' template template0`)
  await client.end()
  folder = mkdtempSync(join(tmpdir(), 'start-'))
  writeFileSync(join(folder, 'notes.db'), 'no database at all'.repeat(1_000))
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  rmSync(folder, { recursive: true })
})

const differently = (url: Partial<URL>) => Object.assign(new URL(postgres.url), url).href

it.each([
  ['nothing listens', async () => differently({ port: `${await freePort()}` }), /ECONNREFUSED/],
  ['the host is not known', () => differently({ hostname: 'nowhere.invalid' }), /nowhere\.invalid/],
  ['the database is not there', () => differently({ pathname: '/nowhere' }), /"nowhere" does not/],
  [
    'the password is wrong',
    () => differently({ password: 'hush-hush' }),
    /password authentication/,
  ],
  ['the database knows no Thai', () => differently({ pathname: '/latin' }), /UTF8, got LATIN1/],
  ['PostgreSQL has no TLS', () => `${postgres.url}?sslmode=require`, /does not support SSL/],
  ['the path is a folder', () => `sqlite:${folder}`, /unable to open/],
  ['the file is no database', () => `sqlite:${folder}/notes.db`, /not a database/],
  ['the folder cannot be made', () => `sqlite:${folder}/notes.db/orders.db`, /EEXIST|ENOTDIR/],
])('a start names its cause when %s', async (_, urlOf, cause) => {
  const parsed = parseConfig({
    OMISE_PUBLIC_KEY: 'pkey_test_1',
    OMISE_SECRET_KEY: 'skey_test_1',
    LOG_LEVEL: 'silent',
    DATABASE_URL: await urlOf(),
  })
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  const said = await openCheckout(parsed.config).then(() => 'it started', sentenceOf)
  expect(said).toMatch(cause)
  expect(said).not.toMatch(/hush-hush|:test@/)
})
