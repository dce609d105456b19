/** Adds schedules up and prints what they were and what was found. */

import type { Violation, ViolationKind } from './books/violation.ts'
import type { Played } from './run-schedule.ts'

export type Totals = {
  schedules: number
  kills: number
  orders: number
  charges: number
  refunds: number
  /** Events that the shop has heard, in its own table. */
  events: number
  calls: number
  readonly faults: Map<string, number>
  readonly violations: Map<ViolationKind, number>
}

export function emptyTotals(): Totals {
  return {
    schedules: 0,
    kills: 0,
    orders: 0,
    charges: 0,
    refunds: 0,
    events: 0,
    calls: 0,
    faults: new Map(),
    violations: new Map(),
  }
}

export function addPlayed(totals: Totals, { books, kills, violations }: Played): void {
  totals.schedules += 1
  totals.kills += kills
  totals.orders += books.orders.length
  totals.charges += books.omise.charges.length
  totals.refunds += books.omise.refunds.length
  totals.events += books.heard.shipped.length
  totals.calls += books.calls.length
  for (const { fault } of books.calls) if (fault !== 'none') count(totals.faults, fault)
  for (const { kind } of violations) count(totals.violations, kind)
}

/** A table of two columns. */
export function reportOf(totals: Totals): string {
  const faults = [...totals.faults].toSorted(([one], [other]) => one.localeCompare(other))
  const injected = faults.reduce((sum, [, number]) => sum + number, 0)
  const found = (kind: ViolationKind) => totals.violations.get(kind) ?? 0
  const rows: readonly (readonly [string, number])[] = [
    ['schedules', totals.schedules],
    ['orders', totals.orders],
    ['charges', totals.charges],
    ['refunds', totals.refunds],
    ['events to the shop', totals.events],
    ['calls to Omise and the shop', totals.calls],
    ['kill -9', totals.kills],
    ['faults injected', injected],
    ...faults.map(([name, number]) => [`  ${name}`, number] as const),
    ['double charges', found('double charge')],
    ['lost payments', found('lost payment')],
    ['stuck orders', found('stuck order')],
    ['wrong answers', found('wrong answer')],
    ['wrong refunds', found('wrong refund')],
    ['wrong hearings of the shop', found('wrong hearing')],
    ['orders asked about by two reconcilers', found('shared work')],
    ['schedules that broke off', found('broken off')],
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

/** The one command that plays a schedule again. */
export function sayReplay(job: { seed: number; engine: string; processes: number }): string {
  const { seed, engine, processes } = job
  return `  seed ${seed}; again: node e2e/faults/main.ts --schedules 1 --seed ${seed} --engine ${engine} --processes ${processes}`
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
