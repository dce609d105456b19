import { describe, expect, it } from 'vitest'
import { explore } from './explore.ts'
import { createFate } from './fate.ts'
import { play } from './play.ts'
import { runSeeds } from './run-seeds.ts'
import { smallScene, stormScene } from './scene.ts'
import { smallScenes } from './small-scenes.ts'
import { storyText } from './story.ts'

describe('the simulated server', () => {
  it('is the same for the same seed, and another for another', async () => {
    const told = async (seed: number) => {
      const lines: string[] = []
      await play(createFate(seed), smallScene, (line) => lines.push(line))
      return lines
    }
    const first = await told(7)
    expect(await told(7)).toEqual(first)
    expect(await told(8)).not.toEqual(first)
  })

  // Each was a finding once.
  it.each([[100_074, 'a refund that a restored backup has lost is asked for again by its key']])(
    'keeps every rule with seed %i: %s',
    async (seed) => {
      const { violation } = await play(createFate(seed), stormScene)
      expect(violation).toBeUndefined()
    },
  )

  it.each([
    ['small', 2_500],
    ['storm', 400],
    ['sqlite', 100],
  ] as const)(
    'keeps every rule in schedules of the scene %s (%i of them)',
    async (scene, count) => {
      const totals = await runSeeds({ scene, seed: 1, count, workers: 2 })
      expect(totals.stories.map((story) => storyText(story, scene))).toEqual([])
      expect(totals.runs).toBe(count)
    },
    600_000,
  )

  it('keeps every rule in whatever order two submits of one order happen', async () => {
    const [twoSubmits] = smallScenes
    if (twoSubmits === undefined) throw new Error('Expected scenes.')
    const explored = await explore(twoSubmits.scene, twoSubmits.branches, 5_000)
    expect(explored).toMatchObject({ isComplete: true, violation: undefined })
  }, 300_000)
})
