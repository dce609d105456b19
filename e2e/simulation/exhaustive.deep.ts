import { expect, it } from 'vitest'
import { explore } from './explore.ts'
import { smallScenes } from './small-scenes.ts'

/** More than any of these scenes has. */
const mostSchedules = 40_000

it.each(smallScenes.filter(({ isPlayedWhole }) => isPlayedWhole))(
  'every rule holds in whatever order this happens: $name',
  async ({ scene, branches }) => {
    const explored = await explore(scene, branches, mostSchedules)
    expect(explored).toMatchObject({ isComplete: true, violation: undefined })
  },
  1_800_000,
)
