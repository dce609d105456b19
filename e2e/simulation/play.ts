/** Plays one run, checking the rules after every step. */
import type { Fate } from './fate.ts'
import { forgetHistories, histories, withHistory } from './history.ts'
import { playOrder } from './people.ts'
import type { Scene } from './scene.ts'
import { createWorld, type World } from './world.ts'

export type Played = {
  /** What did not hold; `undefined` when all did. */
  readonly violation: string | undefined
  readonly steps: number
  /** Virtual time between the last change at Omise and agreement of all books, in milliseconds. */
  readonly settledAfterMs: number
}

/** Faults stop then, in any case. */
const stormMs = 15 * 60_000
/** Once nothing fails any more and nothing changes at Omise: one daily audit and the longest pause of the reconciler. */
const settleWithinMs = 26 * 3_600_000
const mostSteps = 20_000

export async function play(
  fate: Fate,
  scene: Scene,
  tell: (line: string) => void = () => {},
  /** Notified of the state after every step, as text; ends the run by returning `true`. */
  onState: ((state: string) => boolean) | undefined = undefined,
): Promise<Played> {
  forgetHistories(onState !== undefined)
  const world = await createWorld(fate, scene, tell)
  try {
    return await playIn(world, onState)
  } finally {
    await world.close()
  }
}

async function playIn(
  world: World,
  onState: ((state: string) => boolean) | undefined,
): Promise<Played> {
  const { scene, fate } = world
  const { scheduler, rules, ledger } = world
  const startedAt = scheduler.now()
  let crashesLeft = scene.crashes
  let calmAt = Number.POSITIVE_INFINITY
  let havePeopleLeft = false
  void Promise.all(
    Array.from({ length: scene.orders }, (_, index) =>
      withHistory(`order ${index}`, () => playOrder(world, index)),
    ),
  ).then(
    () => {
      havePeopleLeft = true
    },
    (error) => rules.violations.push(`somebody got lost: ${error}`),
  )
  for (;;) {
    await scheduler.step()
    world.due.rearm()
    rules.afterStep()
    const [violation] = rules.violations
    if (violation !== undefined) return end(violation)
    if (onState?.(stateOf(world))) return end(undefined)
    if (scheduler.steps() > mostSteps) return end(`it does not come to rest in ${mostSteps} steps`)
    if (!world.isCalm()) {
      if (crashesLeft > 0 && fate.chance('crash', scene.crashChance)) {
        crashesLeft -= 1
        world.crash()
      }
      if (havePeopleLeft || scheduler.now() - startedAt > stormMs) {
        calmAt = scheduler.now()
        world.calm()
      }
    }
    if (!world.isCalm() || !havePeopleLeft) continue
    if (isOpenAtOmise()) continue
    const reasons = rules.unsettledReasons()
    if (reasons.length === 0) return end(undefined)
    if (scheduler.now() > lastChange() + settleWithinMs)
      return end(`not settled after ${settleWithinMs / 3_600_000} h: ${reasons.join('; ')}`)
  }

  function isOpenAtOmise(): boolean {
    return (
      ledger.charges.some(({ status }) => status === 'pending') ||
      ledger.refunds.some(({ status }) => status === 'pending')
    )
  }

  function lastChange(): number {
    return Math.max(calmAt, ledger.changedAt)
  }

  function end(violation: string | undefined): Played {
    const settledAfterMs = scheduler.now() - lastChange()
    return { violation, steps: scheduler.steps(), settledAfterMs }
  }
}

function stateOf({ data, ledger, scheduler }: World): string {
  const { orders, deliveries } = data
  const { charges, refunds } = ledger
  return JSON.stringify([
    [...orders.values()],
    deliveries,
    charges,
    refunds,
    scheduler.waiting(),
    histories(),
  ])
}
