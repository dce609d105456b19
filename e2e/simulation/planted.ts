/** Bugs that the simulation has to find, each planted into a copy of the server. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { plantInto } from '../faults/planted.ts'
import { mostSchedules, type SimulatedBug } from './planted-bugs.ts'
import { runSeeds, type SeedTotals } from './run-seeds.ts'

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
