import { describe, expect, it } from 'vitest'
import { findBug } from './planted.ts'
import { mostSchedules, simulatedBugs } from './planted-bugs.ts'

describe('the simulation', () => {
  it.each(simulatedBugs)(
    'finds it when $mistake',
    async (bug) => {
      const { found, runs } = await findBug(bug)
      expect(found.map(({ violation }) => violation)).not.toEqual([])
      expect(runs).toBeLessThanOrEqual(mostSchedules)
    },
    600_000,
  )
})
