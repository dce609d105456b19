/** For tests: a real PostgreSQL, `TEST_DATABASE_URL` or one of our own out of the npm package. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { freePort } from '../../../e2e/runners/process.ts'
import {
  copyPrograms,
  packagedPostgres,
  whoRunsPostgres,
  writableFor,
} from './packaged-postgres.ts'

export type TestPostgres = { readonly url: string; stop(): Promise<void> }

let databases = 0

/** An empty database on that server. */
export async function newDatabase({ url }: TestPostgres): Promise<string> {
  databases += 1
  const name = `test_${process.pid}_${databases}`
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`drop database if exists ${name}`)
  await client.query(`create database ${name}`)
  await client.end()
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** Starts one, whoever runs the tests and wherever the packages are. */
export async function startTestPostgres({
  given = process.env.TEST_DATABASE_URL ?? '',
  packaged = packagedPostgres(),
  temporary = tmpdir(),
} = {}): Promise<TestPostgres> {
  if (given !== '') return { url: given, stop: async () => {} }
  const runAs = whoRunsPostgres()
  const folder = mkdtempSync(join(writableFor(runAs, [temporary, '/tmp', '/var/tmp']), 'postgres-'))
  let programs = packaged
  if (runAs !== undefined) {
    chownSync(folder, runAs.uid, runAs.gid)
    programs = join(folder, 'programs')
    copyPrograms(packaged, programs, runAs)
  }
  const port = await freePort()
  const args = ['-c', untilInputEnds, programs, folder, `${port}`]
  // A session of its own: Ctrl-C leaves it the time to tidy up.
  const server = spawn('sh', args, { ...runAs, cwd: folder, detached: true })
  const exit = once(server, 'exit')
  await ready(server)
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    async stop() {
      server.stdin.end()
      await exit
    },
  }
}

/** Ends when its input does, and takes its files with it: also when the tests were killed. */
const untilInputEnds = `
  exec 3<&0 </dev/null
  trap 'cd /; rm -rf "$1"' EXIT
  echo test >password
  "$0/bin/initdb" --pgdata=data --username=postgres --pwfile=password --auth=password \\
    --encoding=UTF8 --no-locale --no-sync >&2 || exit
  "$0/bin/postgres" -D data -p "$2" -k '' -c listen_addresses=127.0.0.1 &
  server=$!
  { cat; kill -INT $server; } <&3 >/dev/null &
  wait $server`

/** Waits until it takes connections. Rejects with what it said when it ends before. */
function ready(server: ChildProcessWithoutNullStreams): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-10_000)
      if (said.includes('ready to accept connections')) resolve()
    })
    const fail = (cause?: unknown) =>
      reject(new Error(`PostgreSQL did not start: ${said}`, { cause }))
    server.once('error', fail).once('close', () => fail())
  })
}
