import { describe, expect, it } from 'vitest'
import { bugs, plantBug } from './planted.ts'
import { playSchedules } from './play-schedules.ts'

const stack = { engines: ['sqlite'], processes: 2, postgres: undefined, lanes: 4 } as const
const silence = () => {}

describe('the fault suite', () => {
  it.each(bugs)(
    'finds it when $mistake',
    async (bug) => {
      const planted = plantBug(bug)
      try {
        // Which of two processes is first is up to the machine: each seed gets five chances.
        const seeds = Array.from({ length: 5 }, () => bug.seeds).flat()
        const say = silence
        const totals = await playSchedules({ ...stack, ...planted, seeds, say, untilFirst: true })
        expect([...totals.violations.keys()]).not.toEqual([])
        expect([...totals.violations.keys()]).not.toContain('broken off')
      } finally {
        planted.remove()
      }
    },
    600_000,
  )

  it('finds nothing with the same seeds when no bug is planted', async () => {
    const seeds = bugs.flatMap((bug) => bug.seeds)
    const said: string[] = []
    const totals = await playSchedules({ ...stack, seeds, say: (line) => void said.push(line) })
    expect([...totals.violations], said.join('\n')).toEqual([])
    expect(totals.schedules).toBe(seeds.length)
  }, 600_000)

  it('refuses to plant a bug into a text that is not there any more', () => {
    const [bug] = bugs
    const file = 'server-example/http/app.ts'
    const changes = [{ file, is: 'this text is in no server', becomes: '' }]
    if (bug === undefined) throw new Error('Expected bugs.')
    expect(() => plantBug({ ...bug, name: 'lost', changes })).toThrow('found 0 times')
  })
})
