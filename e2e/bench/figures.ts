/** What a measurement answers: values of several subjects, run by run, and the goal that they are held against. */

/** `count` has no unit and is exact. */
export type Unit = 'ms' | 'µs' | 'kB' | 'MB' | 'per second' | 'count' | 'score'

export type Goal = {
  /** Whose value is judged. */
  readonly subject: string
  readonly bound: 'at most' | 'at least'
  readonly value: number
  /** Judged by its ratio or difference to another subject of the same runs; alone unless given. */
  readonly comparedTo?: { readonly subject: string; readonly by: 'ratio' | 'difference' }
}

export type Figure = {
  readonly what: string
  readonly unit: Unit
  /** By subject, the value of every run; run by run they were measured beside each other. */
  readonly values: Readonly<Record<string, readonly number[]>>
  readonly goal?: Goal
}

/** What the goal looks at: the value itself, or its relation to another's. */
export type Judged = { readonly value: number; readonly isMet: boolean }

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** `share` of the values are at most this one, 0.99 for instance; between two, a weighted mean. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)]
  const above = sorted[Math.ceil(at)]
  if (below === undefined || above === undefined)
    throw new RangeError('Expected at least one value to take a percentile of, got none.')
  return below + (above - below) * (at - Math.floor(at))
}

/** Holds a figure against its goal; `undefined` without one. */
export function judge({ what, values, goal }: Figure): Judged | undefined {
  if (goal === undefined) return undefined
  const value = median(relationOf(what, values, goal))
  return { value, isMet: goal.bound === 'at most' ? value <= goal.value : value >= goal.value }
}

/**
 * Run by run, so that a machine that is busy for a while slows both sides of
 * the relation down, and not one median of the two.
 */
function relationOf(what: string, values: Figure['values'], goal: Goal): readonly number[] {
  const own = valuesOf(what, values, goal.subject)
  const { comparedTo } = goal
  if (comparedTo === undefined) return own
  const other = valuesOf(what, values, comparedTo.subject)
  if (own.length !== other.length)
    throw new RangeError(
      `Expected ${what} to have as many runs of ${goal.subject} as of ${comparedTo.subject}, got ${own.length} and ${other.length}.`,
    )
  return own.map((value, run) => {
    const beside = other[run] ?? 0
    if (comparedTo.by === 'difference') return value - beside
    // Nothing beside nothing is as good as it gets.
    return value === beside ? 1 : value / beside
  })
}

function valuesOf(what: string, values: Figure['values'], subject: string): readonly number[] {
  const own = values[subject]
  if (own === undefined) throw new RangeError(`Expected ${what} to be measured for ${subject}.`)
  return own
}
