/** For tests: the real PgBouncer in front of a test PostgreSQL, with transaction pooling and its standard settings. */

import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../../../e2e/runners/process.ts'
import { whoRunsPostgres } from '../test-support/packaged-postgres.ts'
import type { TestPostgres } from '../test-support/test-postgres.ts'

/** Debian keeps it where only root looks. */
const program = ['pgbouncer', '/usr/sbin/pgbouncer'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
)

export const hasPgbouncer = program !== undefined

/** Two connections for everybody: they are lent by transaction. */
const poolSize = 2

export async function startTestPgbouncer({ url }: TestPostgres): Promise<TestPostgres> {
  if (program === undefined) throw new Error('Expected pgbouncer: apt-get install pgbouncer.')
  const server = new URL(url)
  const port = await freePort()
  const folder = mkdtempSync('/tmp/pgbouncer-')
  const [ini, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users.txt')]
  writeFileSync(users, `"${server.username}" "${server.password}"\n`)
  writeFileSync(
    ini,
    `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
default_pool_size = ${poolSize}
`,
  )
  const runAs = whoRunsPostgres()
  if (runAs !== undefined)
    for (const path of [folder, ini, users]) chownSync(path, runAs.uid, runAs.gid)
  const child = spawn(program, [ini], { ...runAs, cwd: folder, stdio: 'ignore' })
  const exit = once(child, 'exit')
  await listening(port)
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    async stop() {
      child.kill('SIGINT')
      await exit
      rmSync(folder, { recursive: true })
    },
  }
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise<boolean>((resolve) => {
      socket
        .once('connect', () => resolve(true))
        .once('error', () => setTimeout(resolve, 25, false))
    })
    socket.destroy()
    if (isOpen) return
  }
  throw new Error('PgBouncer did not start.')
}
