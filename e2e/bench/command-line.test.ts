import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readCommandLine, usage } from './command-line.ts'
import { figuresIn, withFigures } from './figure-tables.ts'

describe('the command line', () => {
  it('measures everything unless told otherwise', () => {
    expect(readCommandLine([])).toEqual({
      sections: ['bytes', 'installed', 'widget', 'pages', 'server', 'postgres', 'database'],
      runs: 5,
      engine: 'sqlite',
      orders: 100_000,
      charges: 100_000,
      keepTables: false,
    })
  })

  it('takes one section, an engine, and numbers within bounds', () => {
    const args = ['--only', 'server', '--engine', 'postgres', '--runs', '3', '--orders', '1000000']
    expect(readCommandLine(args)).toMatchObject({
      sections: ['server'],
      engine: 'postgres',
      runs: 3,
      orders: 1_000_000,
    })
  })

  it('leaves the guide’s tables of SQLite as they are when asked for PostgreSQL', () => {
    const read = (...args: string[]) => readCommandLine(args)
    expect(read('--engine', 'postgres')).toMatchObject({ keepTables: true })
    expect(read('--engine', 'postgres', '--only', 'database')).toMatchObject({ keepTables: true })
    expect(read('--only', 'postgres')).toMatchObject({ keepTables: false })
    expect(read('--only', 'server', '--keep-tables')).toMatchObject({ keepTables: true })
  })

  it.each([
    ['--only', 'everything'],
    ['--runs', '0'],
    ['--runs', '1000'],
    ['--orders', 'many'],
    ['--engine', 'oracle'],
  ])('refuses %s %s', (name, value) => {
    expect(() => readCommandLine([name, value])).toThrow(name.slice(2))
  })

  it('refuses what it does not know', () => {
    expect(() => readCommandLine(['--fast'])).toThrow('--fast')
  })

  it('is explained to whoever asks, and to whoever mistypes, before anything is built', () => {
    const help = run('--help')
    expect(help).toMatchObject({ status: 0, stderr: '' })
    expect(help.stdout).toBe(`${usage}\n`)

    const mistyped = run('--fast')
    expect(mistyped.status).toBe(2)
    expect(mistyped.stdout).toContain("'--fast'")
    expect(mistyped.stdout).toContain(usage)
  }, 60_000)

  it('is explained whole', () => {
    const explained = Array.from(usage.matchAll(/^ {2}(--[a-z-]+)/gm), ([, option = '']) => option)
    for (const option of explained)
      expect(() => readCommandLine([option, '1']), option).not.toThrow('Unknown option')
    expect(explained).toHaveLength(7)
  })
})

describe('figures on a page', () => {
  const page = 'before\n<!-- figures: bytes -->\n\nold\n\n<!-- /figures -->\nafter\n'

  it('are replaced where they stand, and nothing around them is', () => {
    const changed = withFigures(page, 'bytes', '| $& |')
    expect(changed).toBe('before\n<!-- figures: bytes -->\n\n| $& |\n\n<!-- /figures -->\nafter\n')
    expect(figuresIn(changed, 'bytes')).toBe('| $& |')
    expect(withFigures(changed, 'bytes', '| $& |')).toBe(changed)
  })

  it('are not put where there are none of that name', () => {
    expect(withFigures(page, 'server', 'new')).toBe(page)
    expect(figuresIn(page, 'server')).toBeUndefined()
  })
})

function run(...args: readonly string[]) {
  const main = fileURLToPath(new URL('main.ts', import.meta.url))
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })
}
