/** A stretch of seeds, one after the other. */
import { createFate } from './fate.ts'
import { play } from './play.ts'
import { type SceneName, scenes } from './scene.ts'
import { type Story, shrink } from './shrink.ts'

export type Batch = {
  readonly scene: SceneName
  readonly seed: number
  readonly count: number
  /** Ends with the first finding. */
  readonly isUntilFirst: boolean
}

export type BatchResult = {
  readonly runs: number
  readonly steps: number
  /** The longest that the books took to agree, in milliseconds of virtual time. */
  readonly settledAfterMs: number
  readonly found: readonly { readonly seed: number; readonly violation: string }[]
  /** Of the first finding. */
  readonly story: Story | undefined
}

export async function runBatch({ scene, seed, count, isUntilFirst }: Batch): Promise<BatchResult> {
  const found: { seed: number; violation: string }[] = []
  let runs = 0
  let steps = 0
  let settledAfterMs = 0
  for (let one = seed; one < seed + count; one += 1) {
    const played = await play(createFate(one), scenes[scene])
    runs += 1
    steps += played.steps
    settledAfterMs = Math.max(settledAfterMs, played.settledAfterMs)
    if (played.violation === undefined) continue
    found.push({ seed: one, violation: played.violation })
    if (isUntilFirst) break
  }
  const [first] = found
  const story = first && (await shrink(first.seed, scenes[scene]))
  return { runs, steps, settledAfterMs, found, story }
}
