/** The same work in a database of a thousand orders and in one of very many. */
import { type Figure, type Goal, median, type Unit } from '../figures.ts'
import { charging, delivering, polling } from './buyers.ts'
import { type Engine, openDatabases, type PreparedDatabase } from './engines.ts'
import { atFullSpeed, type Send, withCpu } from './load.ts'
import { serverSettings } from './merchant-settings.ts'
import { type Program, startProgram } from './programs.ts'
import { openPasses, type Passes } from './reconcile-pass.ts'
import { multiplyOrders, type SeededOrder, seedOrders } from './seed.ts'
import { serverPath } from './server-section.ts'

type Options = { readonly runs: number; readonly engine: Engine; readonly orders: number }

/** A database of one size, with everything that works on it. */
type Side = {
  readonly name: string
  readonly server: Program
  readonly passes: Passes
  readonly prepared: PreparedDatabase
  readonly settled: readonly SeededOrder[]
}

const smallCount = 1_000
const pendingAttempts = 10_000
/** Few at once: what is measured is the work, and not the queue before it. */
const buyers = 4
const requests = 200
const looks = 20

export async function databaseFigures({
  runs,
  engine,
  orders,
}: Options): Promise<readonly Figure[]> {
  const databases = await openDatabases(engine)
  const upstream = await startProgram('upstream.ts', { LATENCY_MS: '0' }, '/_calls')
  const sides: Side[] = []
  const values = new Map<string, Record<string, number[]>>()
  const note = (what: string, side: Side, value: number) => {
    const bySide = values.get(what) ?? Object.fromEntries(sides.map(({ name }) => [name, []]))
    values.set(what, { ...bySide, [side.name]: [...(bySide[side.name] ?? []), value] })
  }
  try {
    for (const count of [smallCount, orders]) {
      const prepared = await databases.prepare(`orders-${count}`)
      sides.push(await openSide(`${count} orders`, count, prepared, upstream))
    }
    // The first round warms up.
    for (let round = 0; round <= runs; round += 1)
      // Whoever comes first has the colder machine: they take turns.
      for (const side of round % 2 === 0 ? sides : sides.toReversed())
        await measure(side, round === 0 ? () => {} : (what, value) => note(what, side, value))
    return figuresOf(values, sides)
  } finally {
    for (const { server, passes } of sides) await Promise.all([server.stop(), passes.close()])
    await upstream.stop()
    await databases.close()
  }
}

async function openSide(
  name: string,
  count: number,
  prepared: PreparedDatabase,
  upstream: Program,
): Promise<Side> {
  const { url, database } = prepared
  const settled = await seedOrders(database, {
    count: smallCount,
    state: 'settled',
    keep: smallCount,
  })
  await multiplyOrders(database, count)
  await seedOrders(database, { count: pendingAttempts, state: 'pending', keep: 0 })
  return {
    name,
    prepared,
    settled,
    server: await startProgram(serverPath, serverSettings(url, upstream.url), '/readyz'),
    passes: await openPasses(url, upstream.url),
  }
}

async function measure(
  { server, passes, prepared: { database }, settled }: Side,
  note: (what: string, value: number) => void,
): Promise<void> {
  const unpaid = await seedOrders(database, { count: requests, state: 'unpaid' })
  const paying = await seedOrders(database, { count: requests, state: 'paying' })
  const work: readonly (readonly [string, Send])[] = [
    ['create charge', charging(server.url, unpaid)],
    ['payment status', polling(server.url, settled)],
    ['webhook', delivering(server.url, paying)],
  ]
  for (const [what, send] of work) {
    const load = await withCpu(server, () => atFullSpeed({ buyers, requests }, send))
    note(`${what}: latency`, median(load.latencies))
    note(`${what}: CPU`, load.cpuMicros)
  }
  const pass = await passes.look(looks)
  note(`reconciler, ${pendingAttempts} pending: an order`, pass.ms)
  note(`reconciler, ${pendingAttempts} pending: CPU`, pass.cpuMicros)
}

function figuresOf(
  values: ReadonlyMap<string, Record<string, number[]>>,
  sides: readonly Side[],
): readonly Figure[] {
  const [small, large] = sides
  if (small === undefined || large === undefined) throw new Error('Expected two databases.')
  const goal: Goal = {
    subject: large.name,
    bound: 'at most',
    value: 1.15,
    comparedTo: { subject: small.name, by: 'ratio' },
  }
  const unitOf = (what: string): Unit => (what.endsWith('CPU') ? 'µs' : 'ms')
  return [...values].map(([what, bySide]) => ({ what, unit: unitOf(what), values: bySide, goal }))
}
