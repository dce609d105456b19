import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readCommandLine } from './command-line.ts'

describe('the command line of the fault suite', () => {
  it('plays two hundred seeds on both engines unless told otherwise', () => {
    const { seeds, ...rest } = readCommandLine([])
    expect([seeds.length, seeds[0], seeds.at(-1)]).toEqual([200, 1, 200])
    expect(rest).toMatchObject({ engines: ['sqlite', 'postgres'], task: 'schedules' })
  })

  it('replays one seed', () => {
    const args = '--schedules 1 --seed 42 --engine postgres --processes 2'.split(' ')
    expect(readCommandLine(args)).toMatchObject({
      seeds: [42],
      engines: ['postgres'],
      processes: 2,
    })
  })

  it.each([
    [['--kill-loop'], 60],
    [['--kill-loop', '5'], 5],
    [['--kill-loop', '--engine', 'sqlite'], 60],
  ])('takes %j as a kill loop', (args, killLoopSeconds) => {
    expect(readCommandLine(args)).toMatchObject({ task: 'kill loop', killLoopSeconds })
  })

  it.each([
    [['--engine', 'oracle']],
    [['--schedules', 'many']],
    [['--processes', '3']],
    [['--wrong']],
  ])('refuses %j', (args) => {
    expect(() => readCommandLine(args)).toThrow()
  })

  it('tells by its exit code that something was wrong', () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url))
    expect(spawnSync(process.execPath, [main, '--wrong']).status).toBe(2)
    const helped = spawnSync(process.execPath, [main, '--help'], { encoding: 'utf8' })
    expect(helped).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage:/) })
  }, 120_000)
})
