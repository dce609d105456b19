/** Everything of one run: the virtual time, Omise, the database, the processes and the shop. */
import type { Ids } from '../../server-example/checkout/ports.ts'
import { createCourier } from './courier.ts'
import type { Fate } from './fate.ts'
import { historian, withHistory } from './history.ts'
import { createOmiseActs, type OmiseActs, type OmiseWorld } from './omise/acts.ts'
import { createLedger, type Ledger } from './omise/ledger.ts'
import { merchantToken, type Process, startProcess } from './process.ts'
import { createRules, type Rules } from './rules/rules.ts'
import type { Scene } from './scene.ts'
import { createScheduler, outsideWorld, type Scheduler } from './scheduler.ts'
import { createShop, type Shop } from './shop.ts'
import { createDueWork, type DueWork } from './store/due-work.ts'
import { backupOf, createModelDatabase, type ModelDatabase } from './store/model-data.ts'
import { createModelStorage } from './store/model-storage.ts'
import type { LocalStorage } from './store/remote-storage.ts'
import { openSqliteStorage } from './store/sqlite-storage.ts'

export type World = {
  readonly scene: Scene
  readonly weather: Pick<Scene, 'network' | 'store'>
  readonly fate: Fate
  readonly scheduler: Scheduler
  readonly ledger: Ledger
  readonly omise: OmiseActs
  readonly omiseWorld: OmiseWorld
  readonly data: ModelDatabase
  readonly storage: LocalStorage
  readonly due: DueWork
  readonly ids: Ids
  readonly shop: Shop
  readonly rules: Rules
  readonly say: (line: () => string) => void
  readonly isCalm: () => boolean
  /** No more faults from now on. */
  calm(): void
  /** Ends a process, or all when the database is restored; each starts again after a while. */
  crash(): void
  request(request: WorldRequest): Promise<WorldAnswer | undefined>
  pause(ms: number): Promise<void>
  close(): Promise<void>
}

export type WorldRequest = {
  readonly by: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  /** The order's token; the merchant's when left out. */
  readonly token?: string | undefined
  readonly key?: string
  readonly body?: unknown
}

export type WorldAnswer = { readonly status: number; readonly body: unknown }

export async function createWorld(
  fate: Fate,
  scene: Scene,
  tell: (line: string) => void,
): Promise<World> {
  const scheduler = createScheduler(fate)
  const startedAt = scheduler.now()
  const say = (line: () => string) => tell(`${timeOf(scheduler.now() - startedAt)}  ${line()}`)
  const ledger = createLedger()
  const data = createModelDatabase()
  let isCalmNow = false
  const isCalm = () => isCalmNow
  const rules = createRules({ ledger, data, now: scheduler.now })
  const model = createModelStorage(data)
  const opened = scene.isOnSqlite
    ? await openSqliteStorage(model, (difference) => rules.violations.push(difference))
    : { storage: model, close: async () => {} }
  const shop = createShop({ scheduler, fate, say, isCalm, rules, kinds: scene.channels })
  const onEvent = createCourier({ scheduler, fate, say, isCalm, scene, request })
  const omiseWorld: OmiseWorld = { ledger, scheduler, fate, isCalm, say, onEvent }
  const world: World = {
    scene,
    weather: scene,
    fate,
    scheduler,
    ledger,
    omise: createOmiseActs(omiseWorld),
    omiseWorld,
    data,
    storage: opened.storage,
    due: createDueWork(scheduler, data),
    ids: createCountedIds(),
    shop,
    rules,
    say,
    isCalm,
    calm() {
      isCalmNow = true
      say(() => 'From here on nothing fails any more.')
    },
    crash,
    request,
    pause: (ms) => scheduler.sleep(outsideWorld, ms),
    close: opened.close,
  }
  data.channels = shop.channelNames
  if (!scene.isAudited) data.audit = { dueAt: startedAt + dayMs, auditedUntil: startedAt }
  const backups: { at: number; data: ModelDatabase }[] = []
  const processes: Process[] = []
  let starts = 0
  for (let index = 0; index < scene.processes; index += 1) start(index)
  if (scene.restoreMs > 0) keepBackup()
  return world

  function start(index: number): void {
    starts += 1
    const skewMs = scene.skewMs === 0 ? 0 : skewOf(index)
    const name = `server ${index + 1}${starts > scene.processes ? ` (start ${starts})` : ''}`
    if (skewMs !== 0 || starts > scene.processes)
      say(() => `${name} starts${skewMs === 0 ? '' : `, its clock off by ${skewMs / 1_000} s`}`)
    processes[index] = startProcess(world, name, skewMs)
  }

  function skewOf(index: number): number {
    return fate.weighted(`server ${index + 1} clock`, [
      [4, 0],
      [1, scene.skewMs],
      [1, -scene.skewMs],
      [1, 2_000],
    ])
  }

  /** From when all orders are made: one that is lost itself could only be reported. */
  function keepBackup(): void {
    if (data.orders.size === scene.orders)
      backups.push({ at: scheduler.now(), data: backupOf(data) })
    if (!isCalmNow) scheduler.later(outsideWorld, 5_000, 'a backup', keepBackup)
  }

  function crash(): void {
    const isRestored = scene.restoreMs > 0 && fate.chance('the database is restored', 0.5)
    if (isRestored) {
      restore()
      for (const index of processes.keys()) crashOne(index, restoreTakesMs)
    } else crashOne(fate.integer('who crashes', 0, processes.length - 1), 0)
  }

  function crashOne(index: number, leastPauseMs: number): void {
    const process = processes[index]
    if (process === undefined || !process.isAlive) return
    say(() => `${process.owner.name} CRASHES`)
    process.kill()
    const pauseMs = leastPauseMs + fate.integer('it starts again after', 0, 15) * 1_000
    scheduler.later(outsideWorld, pauseMs, 'a process starts', () => start(index))
  }

  function restore(): void {
    const ageMs = fate.integer('the backup is older by', 0, scene.restoreMs)
    const backup = backups.findLast(({ at }) => at <= scheduler.now() - ageMs) ?? backups[0]
    if (backup === undefined) return
    Object.assign(data, backupOf(backup.data))
    rules.restored()
    say(() => `THE DATABASE IS RESTORED to ${timeOf(backup.at - startedAt)}`)
  }

  async function request(wanted: WorldRequest): Promise<WorldAnswer | undefined> {
    const remember = historian()
    await world.pause(latencyOf(wanted))
    const index = fate.integer(`${wanted.by} reaches server`, 0, processes.length - 1)
    const process = processes[index]
    if (process === undefined || !process.isAlive) return undefined
    const answering = withHistory(`${process.owner.name} for ${wanted.by}`, () =>
      answerOf(process, wanted),
    )
    const answer = await Promise.race([answering, process.died])
    remember('request', answer)
    await world.pause(latencyOf(wanted))
    return answer
  }

  function latencyOf({ by }: WorldRequest): number {
    return scene.network.latencyMs === 0 ? 0 : fate.integer(`${by} network`, 1, 150)
  }
}

async function answerOf(process: Process, wanted: WorldRequest): Promise<WorldAnswer> {
  const { method, path, token = merchantToken, key, body } = wanted
  const response = await process.composition.fetch(
    new Request(`https://shop.test${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  )
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, body: await (isJson ? response.json() : response.text()) }
}

const dayMs = 86_400_000
/** Nobody restores a backup faster: whatever was under way to Omise has arrived by then, or never does. */
const restoreTakesMs = 60_000

/** The same run has the same ids. No two of a run are the same, also after a restore. */
function createCountedIds(): Ids {
  const counts = { ord: 0, att: 0 }
  const next = (kind: keyof typeof counts) => {
    counts[kind] += 1
    return `${kind}_${counts[kind]}`
  }
  return { orderId: () => next('ord'), attemptId: () => next('att') }
}

function timeOf(ms: number): string {
  const seconds = ms / 1_000
  if (seconds < 3_600) return `${seconds.toFixed(3).padStart(9)} s`
  return `${(seconds / 3_600).toFixed(3).padStart(9)} h`
}
