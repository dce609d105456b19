/** Adds schedules up and prints what they were and what was found. */

import type { Violation, ViolationKind } from './books/violation.ts'
import type { Played } from './run-schedule.ts'

export type Totals = {
  schedules: number
  kills: number
  orders: number
  charges: number
  /** Charges by payment method. */
  readonly methods: Map<string, number>
  refunds: number
  /** Events that the shop has heard, in its own table. */
  events: number
  calls: number
  readonly faults: Map<string, number>
  readonly violations: Map<ViolationKind, number>
  /** Findings that prove nothing, because the machine was too busy for what takes time. */
  notProved: number
}

export function emptyTotals(): Totals {
  return {
    schedules: 0,
    kills: 0,
    orders: 0,
    charges: 0,
    methods: new Map(),
    refunds: 0,
    events: 0,
    calls: 0,
    faults: new Map(),
    violations: new Map(),
    notProved: 0,
  }
}

export function addPlayed(
  totals: Totals,
  { books, kills, violations, notProved = [] }: Played & { notProved?: readonly Violation[] },
): void {
  totals.notProved += notProved.length
  totals.schedules += 1
  totals.kills += kills
  totals.orders += books.orders.length
  totals.charges += books.omise.charges.length
  totals.refunds += books.omise.refunds.length
  totals.events += books.heard.shipped.length
  totals.calls += books.calls.length
  for (const { source } of books.omise.charges) count(totals.methods, source.type)
  for (const { fault } of books.calls) if (fault !== 'none') count(totals.faults, fault)
  for (const { kind } of violations) count(totals.violations, kind)
}

/** A table of two columns. */
export function reportOf(totals: Totals): string {
  const faults = byName(totals.faults)
  const injected = faults.reduce((sum, [, number]) => sum + number, 0)
  const found = (kind: ViolationKind) => totals.violations.get(kind) ?? 0
  const rows: readonly Row[] = [
    ['schedules', totals.schedules],
    ['orders', totals.orders],
    ['charges', totals.charges],
    ...indented(byName(totals.methods)),
    ['refunds', totals.refunds],
    ['events to the shop', totals.events],
    ['calls to Omise and the shop', totals.calls],
    ['kill -9', totals.kills],
    ['faults injected', injected],
    ...indented(faults),
    ['double charges', found('double charge')],
    ['lost payments', found('lost payment')],
    ['stuck orders', found('stuck order')],
    ['wrong answers', found('wrong answer')],
    ['wrong refunds', found('wrong refund')],
    ['wrong hearings of the shop', found('wrong hearing')],
    ['orders asked about by two reconcilers', found('shared work')],
    ['schedules that broke off', found('broken off')],
    ['not proved: the machine was too busy', totals.notProved],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows
    .map(([name, number]) => `${name.padEnd(width)}  ${String(number).padStart(8)}`)
    .join('\n')
}

/** What was found, and where. */
export function sayFinding({ kind, orderId, detail }: Violation): string {
  return `${kind}: ${detail} (order ${orderId})`
}

/** What looks like a violation, and may only have been late. */
export function sayNotProved(finding: Violation): string {
  return `not proved, the machine was too busy: ${sayFinding(finding)}`
}

/** The one command that plays a schedule again. */
export function sayReplay(job: { seed: number; engine: string; processes: number }): string {
  const { seed, engine, processes } = job
  return `  seed ${seed}; again: node e2e/faults/main.ts --schedules 1 --seed ${seed} --engine ${engine} --processes ${processes}`
}

type Row = readonly [string, number]

function byName(counts: ReadonlyMap<string, number>): readonly Row[] {
  return [...counts].toSorted(([one], [other]) => one.localeCompare(other))
}

function indented(rows: readonly Row[]): readonly Row[] {
  return rows.map(([name, number]) => [`  ${name}`, number])
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
