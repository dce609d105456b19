/**
 * Virtual time, and everything that waits in it. The world outside a process
 * (database, Omise, network, people) is made of operations; one of them happens
 * at a time, and then everything runs that can run without another. So one run is
 * a sequence of operations, and fate alone decides which.
 */
import type { Clock } from '../../server-example/checkout/ports.ts'
import type { Fate } from './fate.ts'
import { historian } from './history.ts'

/** Who waits for operations: a process, or the world outside, which never dies. */
export type Owner = { readonly name: string }

export const outsideWorld: Owner = { name: 'outside' }

type Operation = {
  readonly at: number
  readonly owner: Owner
  readonly label: string
  /** Changes the world outside, and may do so although its owner has died meanwhile. */
  readonly isEffect: boolean
  readonly run: () => void | Promise<void>
}

export type Trip = {
  /** How long until it arrives, in milliseconds. */
  readonly thereMs: number
  /** How long the answer takes; `undefined`: both happen at once. */
  readonly backMs: number | undefined
}

export type Scheduler = {
  now(): number
  /** What is under way, in words, for telling states apart. */
  waiting(): readonly string[]
  /** How many operations have happened. */
  steps(): number
  /** Lets one operation happen; resolves with its label, `undefined` when none is left. */
  step(): Promise<string | undefined>
  /** When the next operation is due, `undefined` when none is left. */
  nextAt(): number | undefined
  /** Does something later. */
  later(owner: Owner, ms: number, label: string, run: () => void | Promise<void>): void
  /** An operation in the world outside: its effect is atomic, and its answer comes later. */
  call<Result>(
    owner: Owner,
    label: string,
    trip: Trip,
    effect: () => Result | Promise<Result>,
  ): Promise<Result>
  sleep(owner: Owner, ms: number, signal?: AbortSignal): Promise<void>
  /** Nothing that the owner waits for ever arrives; `survives` says which of its effects still happen. */
  kill(owner: Owner, survives: (label: string) => boolean): void
  /** A process's clock, off by this much. */
  clockOf(owner: Owner, skewMs: number): Clock
}

/** Any moment does; this one is in the middle of a Bangkok day. */
const epoch = Date.UTC(2026, 0, 5, 5)

export function createScheduler(fate: Fate): Scheduler {
  let now = epoch
  let steps = 0
  let waiting: Operation[] = []
  const dead = new Set<Owner>()
  return {
    now: () => now,
    steps: () => steps,
    waiting: () => waiting.map(({ at, label }) => `${at - now} ${label}`).sort(),
    step,
    nextAt: () => next()?.at,
    later: (owner, ms, label, run) => post({ owner, label, run, isEffect: false }, ms),
    call,
    sleep,
    kill,
    clockOf: (owner, skewMs) => ({
      now: () => now + skewMs,
      sleep: (ms, signal) => sleep(owner, ms, signal),
    }),
  }

  function post(operation: Omit<Operation, 'at'>, ms: number): Operation {
    const posted = { ...operation, at: now + Math.max(0, ms) }
    waiting.push(posted)
    return posted
  }

  function next(): Operation | undefined {
    let first: Operation | undefined
    for (const one of waiting) if (first === undefined || one.at < first.at) first = one
    return first
  }

  async function step(): Promise<string | undefined> {
    const first = next()
    if (first === undefined) return undefined
    const chosen = choose(first)
    waiting = waiting.filter((one) => one !== chosen)
    now = chosen.at
    steps += 1
    await chosen.run()
    // Everything that became possible runs now, until it waits for its next operation.
    await new Promise(setImmediate)
    return chosen.label
  }

  function choose(first: Operation): Operation {
    const ready = waiting.filter(({ at }) => at === first.at)
    return ready.length === 1 ? first : (ready[fate.order(ready.length)] ?? first)
  }

  function kill(owner: Owner, survives: (label: string) => boolean): void {
    dead.add(owner)
    waiting = waiting.filter((one) => one.owner !== owner || (one.isEffect && survives(one.label)))
  }

  function call<Result>(
    owner: Owner,
    label: string,
    { thereMs, backMs }: Trip,
    effect: () => Result | Promise<Result>,
  ): Promise<Result> {
    const remember = historian()
    return new Promise((resolve, reject) => {
      const run = async () => {
        const answer = await resultOf(effect)
        const settle = () => {
          remember(label, answer)
          if ('error' in answer) reject(answer.error)
          else resolve(answer.result)
        }
        if (dead.has(owner)) return
        if (backMs === undefined) settle()
        else post({ owner, label: `${label} answers`, run: settle, isEffect: false }, backMs)
      }
      post({ owner, label, run, isEffect: true }, thereMs)
    })
  }

  function sleep(owner: Owner, ms: number, signal?: AbortSignal): Promise<void> {
    const remember = historian()
    return new Promise((resolve, reject) => {
      const stop = () => {
        waiting = waiting.filter((one) => one !== timer)
        reject(interrupted)
      }
      const timer = post(
        {
          owner,
          label: 'sleep',
          isEffect: false,
          run() {
            signal?.removeEventListener('abort', stop)
            remember('sleep', ms)
            resolve()
          },
        },
        ms,
      )
      if (signal?.aborted) stop()
      else signal?.addEventListener('abort', stop, { once: true })
    })
  }
}

/** One for all: making one costs as much as a step. */
const interrupted = new DOMException('The sleep was interrupted.', 'AbortError')

type Answer<Result> = { readonly result: Result } | { readonly error: unknown }

async function resultOf<Result>(effect: () => Result | Promise<Result>): Promise<Answer<Result>> {
  try {
    return { result: await effect() }
  } catch (error) {
    return { error }
  }
}
