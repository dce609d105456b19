import { describe, expect, it } from 'vitest'
import { systemClock } from '../../runtime/clock.ts'
import { HttpProblem } from './problem.ts'
import { within } from './within.ts'

const tooLate = () => new HttpProblem('charge_unconfirmed', 'not yet')
const never = new Promise<never>(() => {})

describe('within', () => {
  it('answers what the work answers in time', async () => {
    await expect(within(systemClock, 5_000, Promise.resolve('done'), tooLate)).resolves.toBe('done')
  })

  it('throws what the work throws in time', async () => {
    await expect(
      within(systemClock, 5_000, Promise.reject(new Error('no')), tooLate),
    ).rejects.toThrow('no')
  })

  it('throws the problem when the work takes too long', async () => {
    await expect(within(systemClock, 5, never, tooLate)).rejects.toMatchObject({
      code: 'charge_unconfirmed',
    })
  })

  it('measures by the clock that it is given', async () => {
    const fastClock = { ...systemClock, sleep: () => Promise.resolve() }
    await expect(within(fastClock, 5_000, never, tooLate)).rejects.toThrow('not yet')
  })

  it('lets late work fail without taking the process down', async () => {
    const work = Promise.withResolvers<never>()
    await expect(within(systemClock, 5, work.promise, tooLate)).rejects.toThrow('not yet')
    work.reject(new Error('late'))
    await expect(work.promise).rejects.toThrow('late')
  })
})
