/** What stays up from schedule to schedule: server processes on one database, the fault proxy, the post. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import type { OrderStore } from '../../../server-example/checkout/ports.ts'
import { type Database, openDatabase } from '../../../server-example/store/database.ts'
import { migrate } from '../../../server-example/store/migrations.ts'
import { createOrderStore } from '../../../server-example/store/orders/order-store.ts'
import type { TestPostgres } from '../../../server-example/store/test-support/test-postgres.ts'
import { freePort, type RunningProcess, startCommand } from '../../runners/process.ts'
import { type Postman, startPostman } from '../people/postman.ts'
import { createShopTable, type ShopSide, startShopSide } from '../people/shop-side.ts'
import type { MakeTrouble } from './database-trouble.ts'
import { createFastClock, type FastClock } from './fast-clock.ts'
import { merchantAccount } from './merchant-account.ts'
import { type FaultProxy, startFaultProxy } from './proxy.ts'
import type { ServerMode, ServerSettings } from './server-settings.ts'
import { type Engine, stackDatabases } from './stack-database.ts'

export type StackOptions = {
  readonly engine: Engine
  readonly processes: number
  /** Needed for PostgreSQL: where a database can be made. */
  readonly postgres: TestPostgres | undefined
  /** The server to run: ours, or a planted copy of it. */
  readonly serverFile?: string
  /** Speed of the clock; fiftyfold unless given. */
  readonly scale?: number
}

export type Stack = {
  readonly clock: FastClock
  readonly proxy: FaultProxy
  readonly postman: Postman
  readonly agent: Agent
  /** The orders as the database has them. */
  readonly store: OrderStore
  readonly database: Database
  /** What the shop hears. */
  readonly shopSide: ShopSide
  readonly processes: readonly string[]
  /** A server that is up, the wished one if it is. */
  serverUrl(index: number): string
  /** kill -9, and up again at once. Twice at the same time is once. */
  kill(process: string): void
  killsSoFar(): number
  readonly makeTrouble: MakeTrouble
  /** Resolves when every process is up. */
  allUp(): Promise<void>
  /** Opens and closes ways to the truth, and leaps in time, in all processes. */
  set(mode: ServerMode, leapMs?: number): Promise<void>
  log(): string
  close(): Promise<void>
}

type Server = {
  readonly name: string
  readonly port: number
  running: RunningProcess | undefined
  starting: Promise<void> | undefined
  pastLog: string
}

const ourServer = 'e2e/faults/stack/server.ts'

export async function startStack(options: StackOptions): Promise<Stack> {
  const { engine, scale = 50, serverFile = ourServer } = options
  const folder = mkdtempSync(join(tmpdir(), 'faults-'))
  const ownDatabase = await stackDatabases[engine]({ folder, postgres: options.postgres })
  const clock = createFastClock({ startedAt: Date.now(), scale, aheadMs: 0 })
  const agent = new Agent({ connections: 128 })
  const [proxy, postman, shopSide] = await Promise.all([
    startFaultProxy(clock),
    startPostman(clock, agent),
    startShopSide(),
  ])
  let mode: ServerMode = { reconciler: true, polls: true }
  let kills = 0
  let isClosing = false
  const servers: Server[] = []
  for (let index = 0; index < options.processes; index += 1)
    servers.push({
      name: `server-${index + 1}`,
      port: await freePort(),
      running: undefined,
      starting: undefined,
      pastLog: '',
    })
  const database = openDatabase(ownDatabase.url)
  await migrate(database)
  await createShopTable(database)
  await Promise.all(servers.map(start))

  return {
    clock,
    proxy,
    postman,
    agent,
    store: createOrderStore(database),
    database,
    shopSide,
    processes: servers.map(({ name }) => name),
    serverUrl(index) {
      const wished = servers[index % servers.length]
      const up = wished?.running === undefined ? servers.find((one) => one.running) : wished
      return urlOf(up ?? wished)
    },
    kill(name) {
      const server = servers.find((one) => one.name === name)
      if (server !== undefined && server.running !== undefined) void killAndStart(server)
    },
    killsSoFar: () => kills,
    makeTrouble: ownDatabase.makeTrouble(
      servers.map(({ name }) => name),
      () => servers.flatMap(({ running }) => running?.pid ?? []),
    ),
    allUp,
    async set(next, leapMs = 0) {
      await allUp()
      mode = next
      clock.advance(leapMs)
      await Promise.all(servers.map(tellMode))
    },
    log: () => servers.map(({ pastLog, running }) => pastLog + (running?.output() ?? '')).join(''),
    async close() {
      isClosing = true
      await Promise.all(servers.map(({ starting }) => starting))
      await Promise.all(servers.map(({ running }) => running?.kill()))
      await database.db.destroy()
      await Promise.all([proxy.close(), postman.close(), shopSide.close(), agent.destroy()])
      rmSync(folder, { recursive: true })
    },
  }

  async function allUp(): Promise<void> {
    await Promise.all(servers.map(({ starting }) => starting))
  }

  async function killAndStart(server: Server): Promise<void> {
    const { running } = server
    server.running = undefined
    kills += 1
    server.starting = (async () => {
      await running?.kill()
      server.pastLog += running?.output() ?? ''
      if (!isClosing) await start(server)
      server.starting = undefined
    })()
    await server.starting
  }

  async function start(server: Server): Promise<void> {
    const settings: ServerSettings = {
      ...merchantAccount,
      name: server.name,
      port: server.port,
      databaseUrl: ownDatabase.urlOf(server.name),
      omiseUrl: proxy.url,
      clock: clock.settings(),
      mode,
      logLevel: process.env.FAULTS_LOG_LEVEL ?? 'silent',
    }
    const env = { FAULT_SUITE_SERVER: JSON.stringify(settings) }
    const running = await startCommand(['node', serverFile], env, () =>
      answers(`${urlOf(server)}/healthz`, agent),
    )
    // Only now it can be killed, or the kill would hit what is still being set up.
    server.running = running
  }

  async function tellMode(server: Server): Promise<void> {
    const { statusCode, body } = await request(`${urlOf(server)}/_suite/mode`, {
      method: 'POST',
      dispatcher: agent,
      body: JSON.stringify({ mode, aheadMs: clock.settings().aheadMs }),
    })
    await body.dump()
    if (statusCode !== 200) throw new Error(`Expected ${server.name} to take its mode.`)
  }
}

function urlOf(server: Server | undefined): string {
  if (server === undefined) throw new Error('Expected a stack of at least one process.')
  return `http://127.0.0.1:${server.port}`
}

async function answers(url: string, dispatcher: Agent): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, { dispatcher })
    await body.dump()
    return statusCode === 200
  } catch {
    return false
  }
}
