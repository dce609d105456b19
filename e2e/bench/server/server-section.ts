/** What a charge costs, beside the least that a server could do for it. */
import { setTimeout } from 'node:timers/promises'
import { windowSeconds } from '../../../server-example/limits/limit-rules.ts'
import { type Figure, type Goal, percentile, type Unit } from '../figures.ts'
import { charging, chargingBare, polling } from './buyers.ts'
import { type Databases, type Engine, openDatabases, type PreparedDatabase } from './engines.ts'
import { atFullSpeed, atTheirPace, type Load, type Send, withCpu } from './load.ts'
import { serverSettings } from './merchant-settings.ts'
import { type Program, startProgram } from './programs.ts'
import { type SeededOrder, seedOrders } from './seed.ts'
import { writesSoFar } from './write-watch.ts'

export const serverProgram = '../../../server-example/commands/main.ts serve'
const ourName = 'server'
const bareName = 'bare node:http'
const buyers = 100
const requestsAtFullSpeed = 1_000
const pace = { buyers, rounds: 3, roundMs: 1_000 }
const upstreamMs = 50
const polls = 1_000
const seededAtOnce = 10_000

type Options = { readonly runs: number; readonly engine: Engine; readonly charges: number }
type Measured = Record<string, Record<string, number[]>>

export async function serverFigures(options: Options): Promise<readonly Figure[]> {
  const databases = await openDatabases(options.engine)
  try {
    return [
      ...(await withPrograms((start) => chargeFigures(options, databases, start, 0))),
      ...(await withPrograms((start) => chargeFigures(options, databases, start, upstreamMs))),
      ...(await withPrograms((start) => memoryFigures(options, databases, start))),
      ...(await withPrograms((start) => pollFigures(databases, start))),
      await readyFigure(options, databases),
    ]
  } finally {
    await databases.close()
  }
}

export async function postgresFigures({ runs }: Options): Promise<readonly Figure[]> {
  const databases = await openDatabases('postgres')
  try {
    return [
      ...(await withPrograms((start) => chargeFigures({ runs }, databases, start, 0))),
      ...(await withPrograms((start) => chargeFigures({ runs }, databases, start, upstreamMs))),
    ]
  } finally {
    await databases.close()
  }
}

/** Ends what was started: a server with many pending charges would go on to ask about them. */
async function withPrograms<Result>(work: (start: Start) => Promise<Result>): Promise<Result> {
  const started: Program[] = []
  try {
    return await work(async (...args) => {
      const program = await startProgram(...args)
      started.push(program)
      return program
    })
  } finally {
    await Promise.all(started.map((program) => program.stop()))
  }
}

type Start = typeof startProgram

function startUpstream(start: Start, latencyMs: number): Promise<Program> {
  return start('upstream.ts', { LATENCY_MS: String(latencyMs) }, '/_calls')
}

function startServer(start: Start, { url }: PreparedDatabase, upstream: Program): Promise<Program> {
  return start(serverProgram, serverSettings(url, upstream.url), '/readyz')
}

/** At no latency as much as it takes; at some latency, at the pace of buyers. */
async function chargeFigures(
  { runs }: Pick<Options, 'runs'>,
  databases: Databases,
  start: Start,
  latencyMs: number,
): Promise<readonly Figure[]> {
  const upstream = await startUpstream(start, latencyMs)
  const prepared = await databases.prepare(`server-${latencyMs}`)
  const server = await startServer(start, prepared, upstream)
  const bareDatabase = await databases.empty(`bare-${latencyMs}`)
  const bareSettings = { DATABASE_URL: bareDatabase, UPSTREAM_URL: upstream.url }
  const bare = await start('../baselines/pass-through.ts', bareSettings, '/')
  const run = (send: Send): Promise<Load> =>
    latencyMs === 0
      ? atFullSpeed({ buyers, requests: requestsAtFullSpeed }, send)
      : atTheirPace(pace, send)
  const newOrders = (): Promise<readonly SeededOrder[]> =>
    seedOrders(prepared.database, { count: requestsAtFullSpeed, state: 'unpaid' })

  // The first run warms up: compiled code and open connections are a running server's.
  await run(charging(server.url, await newOrders()))
  await run(chargingBare(bare.url))
  const measured: Measured = {}
  for (let nth = 0; nth < runs; nth += 1) {
    const orders = await newOrders()
    const ours = await withCpu(server, () => run(charging(server.url, orders)))
    const floor = await withCpu(bare, () => run(chargingBare(bare.url)))
    for (const [name, load] of [[ourName, ours] as const, [bareName, floor] as const]) {
      note(measured, 'cpu', name, load.cpuMicros)
      note(measured, 'perSecond', name, load.perSecond)
      note(measured, 'p50', name, percentile(load.latencies, 0.5))
      note(measured, 'p99', name, percentile(load.latencies, 0.99))
    }
  }
  if (latencyMs === 0)
    return [
      figure('CPU of a charge', 'µs', measured.cpu, beside('ratio', 'at most', 1.5)),
      figure(
        'charges, 100 buyers without a pause',
        'per second',
        measured.perSecond,
        beside('ratio', 'at least', 0.6),
      ),
      figure('  their latency, median', 'ms', measured.p50),
      figure('  their latency, p99', 'ms', measured.p99),
    ]
  const who = `100 buyers, a charge a second each, Omise takes ${latencyMs} ms`
  return [
    figure(`${who}: median`, 'ms', measured.p50, beside('difference', 'at most', 3)),
    figure('  p99', 'ms', measured.p99, beside('difference', 'at most', 10)),
  ]
}

/** The first tenth of the charges warms up what is kept for ever; the others must leave nothing. */
async function memoryFigures(
  { charges }: Options,
  databases: Databases,
  start: Start,
): Promise<readonly Figure[]> {
  const prepared = await databases.prepare('memory')
  const server = await startServer(start, prepared, await startUpstream(start, 0))
  const usageAfter = async (count: number) => {
    for (let done = 0; done < count; done += seededAtOnce) {
      const requests = Math.min(seededAtOnce, count - done)
      const orders = await seedOrders(prepared.database, { count: requests, state: 'unpaid' })
      await atFullSpeed({ buyers, requests }, charging(server.url, orders))
    }
    // The rate limits forget the last of them.
    await setTimeout((windowSeconds + 1) * 1000)
    return server.usageAndHeap()
  }
  const first = Math.ceil(charges / 10)
  const before = await usageAfter(first)
  const after = await usageAfter(charges - first)
  const megabytes = (bytes: number) => ({ [ourName]: [bytes / 1_000_000] })
  const gained = Math.max(0, after.heapBytes - before.heapBytes)
  const flat: Goal = { subject: ourName, bound: 'at most', value: 2 }
  return [
    figure(`heap a minute after ${first} charges`, 'MB', megabytes(before.heapBytes)),
    figure(`heap gained by ${charges - first} more`, 'MB', megabytes(gained), flat),
    figure('memory of the process before them', 'MB', megabytes(before.rssBytes)),
    figure('memory of the process after them', 'MB', megabytes(after.rssBytes)),
  ]
}

async function pollFigures(databases: Databases, start: Start): Promise<readonly Figure[]> {
  const prepared = await databases.prepare('polls')
  const upstream = await startUpstream(start, 0)
  const server = await startServer(start, prepared, upstream)
  const orders = await seedOrders(prepared.database, { count: 100, state: 'settled' })
  const callsSoFar = async () => Number(await (await fetch(`${upstream.url}/_calls`)).text())
  const [calls, writes] = [await callsSoFar(), await writesSoFar(prepared.database)]
  const load = await withCpu(server, () =>
    atFullSpeed({ buyers, requests: polls }, polling(server.url, orders)),
  )
  const none: Goal = { subject: ourName, bound: 'at most', value: 0 }
  const own = (value: number) => ({ [ourName]: [value] })
  return [
    figure('CPU of a poll of a settled order', 'µs', own(load.cpuMicros)),
    figure(`calls to Omise by ${polls} of them`, 'count', own((await callsSoFar()) - calls), none),
    figure(
      `writes by ${polls} of them`,
      'count',
      own((await writesSoFar(prepared.database)) - writes),
      none,
    ),
  ]
}

/** From the process's start to the first `/readyz`, with an empty database to migrate. */
async function readyFigure({ runs }: Options, databases: Databases): Promise<Figure> {
  const ready: number[] = []
  for (let nth = 0; nth < runs; nth += 1) {
    const url = await databases.empty(`ready-${nth}`)
    const server = await startProgram(
      serverProgram,
      serverSettings(url, 'http://127.0.0.1:9'),
      '/readyz',
    )
    await server.stop()
    ready.push(server.readyMs)
  }
  const goal: Goal = { subject: ourName, bound: 'at most', value: 500 }
  return figure('ready from start', 'ms', { [ourName]: ready }, goal)
}

function beside(by: 'ratio' | 'difference', bound: Goal['bound'], value: number): Goal {
  return { subject: ourName, bound, value, comparedTo: { subject: bareName, by } }
}

function note(measured: Measured, what: string, name: string, value: number): void {
  measured[what] ??= {}
  measured[what][name] ??= []
  measured[what][name].push(value)
}

function figure(
  what: string,
  unit: Unit,
  values: Figure['values'] | undefined,
  goal?: Goal,
): Figure {
  return { what, unit, values: values ?? {}, ...(goal !== undefined && { goal }) }
}
