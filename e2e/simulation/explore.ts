/**
 * Every order of events of a small scene: each choice is taken in every way, one
 * run after the other. A state that was met before (the books, what is under way,
 * and what everybody has been answered so far) is not played on a second time:
 * what follows from it is known.
 */
import { createHash } from 'node:crypto'
import type { Fate } from './fate.ts'
import { play } from './play.ts'
import type { Scene } from './scene.ts'

/** A decision that is taken in each of these ways; all others stay calm. */
export type Branch = {
  readonly name: RegExp
  readonly values: readonly unknown[]
  /** How often it may be taken otherwise than calmly in one run. */
  readonly most: number
}

export type Explored = {
  readonly schedules: number
  /** Different states of all books and of what was under way. */
  readonly states: number
  /** Whether there was nothing left to try. */
  readonly isComplete: boolean
  readonly violation: string | undefined
  /** Of the schedule that broke a rule. */
  readonly lines: readonly string[]
}

type Choice = { readonly taken: number; readonly of: number }

export async function explore(
  scene: Scene,
  branches: readonly Branch[],
  most: number,
): Promise<Explored> {
  const states = new Set<string>()
  let script: readonly number[] | undefined = []
  let schedules = 0
  while (script !== undefined && schedules < most) {
    const fate = createBranchingFate(script, branches)
    const depth = script.length
    const { violation } = await play(fate, scene, undefined, (state) => {
      if (fate.choices.length < depth) return false
      const hash = hashOf(`${state} ${fate.spent()}`)
      const isKnown = states.has(hash)
      states.add(hash)
      return isKnown
    })
    schedules += 1
    if (violation !== undefined) {
      const lines: string[] = []
      await play(createBranchingFate(script, branches), scene, (line) => lines.push(line))
      return { schedules, states: states.size, isComplete: false, violation, lines }
    }
    script = nextScript(fate.choices)
  }
  const isComplete = script === undefined
  return { schedules, states: states.size, isComplete, violation: undefined, lines: [] }
}

/** The last choice that can be taken in another way is; what came after it begins anew. */
function nextScript(choices: readonly Choice[]): readonly number[] | undefined {
  const last = choices.findLastIndex(({ taken, of }) => taken < of - 1)
  if (last < 0) return undefined
  return choices.slice(0, last + 1).map(({ taken }, index) => (index === last ? taken + 1 : taken))
}

function createBranchingFate(
  script: readonly number[],
  branches: readonly Branch[],
): Fate & { readonly choices: readonly Choice[]; spent(): string } {
  const choices: Choice[] = []
  const spent = new Map<Branch, number>()
  return {
    choices,
    spent: () => branches.map((one) => spent.get(one) ?? 0).join(' '),
    integer: (name, from) => decide(name, from),
    chance: (name) => decide(name, false),
    weighted(name, options) {
      const [calm] = options
      if (calm === undefined) throw new Error(`Expected choices for ${name}.`)
      return decide(
        name,
        calm[1],
        options.map(([, option]) => option),
      )
    },
    order: branch,
  }

  function decide<Value>(name: string, calm: Value, options: readonly Value[] = []): Value {
    const found = branches.find((one) => one.name.test(name))
    if (found === undefined) return calm
    const used = spent.get(found) ?? 0
    if (used >= found.most) return calm
    const index = branch(found.values.length)
    if (index === 0) return calm
    spent.set(found, used + 1)
    return otherValue(found.values[index], calm, options)
  }

  function branch(count: number): number {
    const taken = script[choices.length] ?? 0
    choices.push({ taken, of: count })
    return taken
  }
}

/** One of the decision's own options, or a value of its kind. */
function otherValue<Value>(wanted: unknown, calm: Value, options: readonly Value[]): Value {
  const option = options.find((one) => one === wanted)
  if (option !== undefined) return option
  if (isLike(wanted, calm)) return wanted
  throw new Error(`Expected ${String(wanted)} to be possible in place of ${String(calm)}.`)
}

function isLike<Value>(value: unknown, like: Value): value is Value {
  return typeof value === typeof like
}

function hashOf(state: string): string {
  return createHash('md5').update(state).digest('base64')
}
