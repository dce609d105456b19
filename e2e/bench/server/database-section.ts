/** The same work in a database of a thousand orders and in one of very many. */
import { type Figure, type Goal, median } from '../figures.ts'
import { charging, delivering, polling } from './buyers.ts'
import { type Engine, openDatabases, type PreparedDatabase } from './engines.ts'
import { atFullSpeed, type Send, withCpu } from './load.ts'
import { serverSettings } from './merchant-settings.ts'
import { type Program, startProgram } from './programs.ts'
import { openPasses, type Passes } from './reconcile-pass.ts'
import { multiplyOrders, type SeededOrder, seedOrders } from './seed.ts'
import { serverProgram } from './server-section.ts'

type Options = { readonly runs: number; readonly engine: Engine; readonly orders: number }

/** A database of one size, with everything that works on it. */
type Side = {
  readonly name: string
  readonly server: Program
  readonly passes: Passes
  readonly settled: readonly SeededOrder[]
  readonly unpaid: readonly SeededOrder[]
  readonly paying: readonly SeededOrder[]
}

/** What a slice cost: how long each request took in ms, and the CPU for each in µs. */
type Spent = Pick<Awaited<ReturnType<typeof withCpu>>, 'latencies' | 'cpuMicros'>

/** Slice by slice, for each work and side. */
type Measured = Map<string, ReadonlyMap<Side, readonly Spent[]>>

const smallCount = 1_000
const pendingAttempts = 10_000
/** Few at once: what is measured is the work, and not the queue before it. */
const buyers = 4
const slices = 10
const requestsOfSlice = 50
const looksOfSlice = 2

/** What is asked of a side, in the nth slice of all rounds. */
type Work = (side: Side, nth: number) => Promise<Spent>

const works: readonly (readonly [string, Work])[] = [
  ['create charge', ({ server, unpaid }, nth) => ask(server, charging, sliceOf(unpaid, nth))],
  ['payment status', ({ server, settled }, nth) => ask(server, polling, sliceOf(settled, nth))],
  ['webhook', ({ server, paying }, nth) => ask(server, delivering, sliceOf(paying, nth))],
  [`reconciler, ${pendingAttempts} pending`, ({ passes }) => passes.look(looksOfSlice)],
]

export async function databaseFigures({
  runs,
  engine,
  orders,
}: Options): Promise<readonly Figure[]> {
  const databases = await openDatabases(engine)
  const upstream = await startProgram('upstream.ts', { LATENCY_MS: '0' }, '/_calls')
  const sides: Side[] = []
  try {
    for (const count of [smallCount, orders]) {
      const prepared = await databases.prepare(`orders-${count}`)
      sides.push(await openSide({ count, rounds: runs + 1 }, prepared, upstream))
    }
    const rounds: Measured[] = []
    // The first round warms up.
    for (let round = 0; round <= runs; round += 1) rounds.push(await measure(sides, round))
    return figuresOf(rounds.slice(1), sides)
  } finally {
    for (const { server, passes } of sides) await Promise.all([server.stop(), passes.close()])
    await upstream.stop()
    await databases.close()
  }
}

/** Everything is seeded before the server starts: what others write empties its cache of pages. */
async function openSide(
  { count, rounds }: { count: number; rounds: number },
  { url, database }: PreparedDatabase,
  upstream: Program,
): Promise<Side> {
  const settled = await seedOrders(database, {
    count: smallCount,
    state: 'settled',
    keep: smallCount,
  })
  await multiplyOrders(database, count)
  await seedOrders(database, { count: pendingAttempts, state: 'pending', keep: 0 })
  const needed = rounds * slices * requestsOfSlice
  return {
    name: `${count} orders`,
    settled,
    unpaid: await seedOrders(database, { count: needed, state: 'unpaid', keep: needed }),
    paying: await seedOrders(database, { count: needed, state: 'paying', keep: needed }),
    server: await startProgram(serverProgram, serverSettings(url, upstream.url), '/readyz'),
    passes: await openPasses(url, upstream.url),
  }
}

/**
 * One round, in slices that are short beside what else the machine has to do: whatever that is, it
 * slows all sides alike.
 */
async function measure(sides: readonly Side[], round: number): Promise<Measured> {
  const measured: Measured = new Map()
  for (const [what, work] of works) {
    const spent = new Map<Side, Spent[]>(sides.map((side) => [side, []]))
    for (let slice = 0; slice < slices; slice += 1)
      // Whoever comes first has the colder machine: they take turns.
      for (const side of slice % 2 === 0 ? sides : sides.toReversed())
        spent.get(side)?.push(await work(side, round * slices + slice))
    measured.set(what, spent)
  }
  return measured
}

function ask(
  server: Program,
  asking: (url: string, orders: readonly SeededOrder[]) => Send,
  orders: readonly SeededOrder[],
): Promise<Spent> {
  return withCpu(server, () =>
    atFullSpeed({ buyers, requests: requestsOfSlice }, asking(server.url, orders)),
  )
}

/** Begins anew when there are no more. */
function sliceOf(orders: readonly SeededOrder[], nth: number): readonly SeededOrder[] {
  const from = (nth * requestsOfSlice) % orders.length
  return orders.slice(from, from + requestsOfSlice)
}

function figuresOf(rounds: readonly Measured[], sides: readonly Side[]): readonly Figure[] {
  const [small, large] = sides
  if (small === undefined || large === undefined) throw new Error('Expected two databases.')
  const goal: Goal = {
    subject: large.name,
    bound: 'at most',
    value: 1.15,
    comparedTo: { subject: small.name, by: 'ratio' },
  }
  const valuesOf = (what: string, pick: (one: Spent) => readonly number[]) =>
    Object.fromEntries(
      sides.map((side) => [
        side.name,
        rounds.map((measured) => median((measured.get(what)?.get(side) ?? []).flatMap(pick))),
      ]),
    )
  return works.flatMap(([what]) => [
    {
      what: `${what}: latency`,
      unit: 'ms',
      values: valuesOf(what, ({ latencies }) => latencies),
      goal,
    },
    {
      what: `${what}: CPU`,
      unit: 'µs',
      values: valuesOf(what, ({ cpuMicros }) => [cpuMicros]),
      goal,
    },
  ])
}
