/** Bugs that the simulation has to find, each planted into a copy of the server. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Bug, plantInto } from '../faults/planted.ts'
import { runSeeds, type SeedTotals } from './run-seeds.ts'
import type { SceneName } from './scene.ts'

export type SimulatedBug = Pick<Bug, 'name' | 'mistake' | 'changes'> & {
  /** Where it shows. */
  readonly scene: SceneName
}

/** A bug that is not found within so many schedules counts as missed. */
export const mostSchedules = 10_000

export const simulatedBugs: readonly SimulatedBug[] = [
  {
    name: 'blind-retry',
    mistake: 'a charge is asked for again when its answer is lost',
    scene: 'small',
    changes: [
      {
        file: 'server-example/checkout/create-charge.ts',
        is: "if (error.outcome === 'unknown') return resolveUnknown(deps, { order, attempt })",
        becomes:
          "if (error.outcome === 'unknown') return send(deps, { order, attempt }, { order, source: { phoneNumber: '0812345678' }, shownAmountSatang: undefined, returnUri: '' })",
      },
    ],
  },
]

/** Plays schedules with a bug planted until one of them breaks a rule. */
export async function findBug(bug: SimulatedBug): Promise<SeedTotals> {
  const planted = plantInto(bug, ['server-example', 'widget', 'e2e/faults', 'e2e/simulation'])
  const workerFile = pathToFileURL(join(planted.folder, 'e2e/simulation/worker.ts'))
  const { scene } = bug
  try {
    return await runSeeds({
      scene,
      seed: 1,
      count: mostSchedules,
      // One after the other, so that the same number is needed every time.
      workers: 1,
      workerFile,
      isUntilFirst: true,
    })
  } finally {
    planted.remove()
  }
}
