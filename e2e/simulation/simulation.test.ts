import { describe, expect, it } from 'vitest'
import { createFate } from './fate.ts'
import { play } from './play.ts'
import { runSeeds } from './run-seeds.ts'
import { smallScene } from './scene.ts'
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

  it('keeps every rule in 3,000 schedules of one order, two submits, a crash and lost answers', async () => {
    const totals = await runSeeds({ scene: 'small', seed: 1, count: 3_000, workers: 2 })
    expect(totals.stories.map((story) => storyText(story, 'small'))).toEqual([])
    expect(totals.runs).toBe(3_000)
  }, 300_000)
})
