/** The manual's pictures, tables, code and commands: each is there, true, and run by a test. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { figuresIn, figuresPage, summaryOf } from '../bench/figure-tables.ts'
import { pictures } from '../pictures/pictures.ts'
import { fences, manualPages, sectionOf, tableRows } from './manual.ts'
import { commandsIn, executedBy, notExecuted } from './manual-commands.ts'
import { metricsTable } from './reference/metrics.ts'

const pages = manualPages()
const read = (path: string) => readFileSync(path, 'utf8')
const readme = read('README.md')
const quickStarts = pages.filter(({ path }) => path.includes('quick-start'))

describe('a picture', () => {
  const shown = pages.flatMap(({ path, text }) =>
    Array.from(text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g), ([, alternative = '', link = '']) => ({
      path: join(dirname(path), link),
      alternative,
    })),
  )

  it('is there, is small, and is told in words', () => {
    for (const { path, alternative } of shown) {
      expect(existsSync(path), path).toBe(true)
      expect(statSync(path).size, path).toBeLessThan(60_000)
      expect(alternative.length, path).toBeGreaterThan(20)
    }
  })

  it('is shown where `npm run pictures` makes it, and none that it makes is left out', () => {
    const made = pictures.map(({ name }) => `public/pictures/${name}.png`)
    expect([...new Set(shown.map(({ path }) => path))].toSorted()).toEqual(made.toSorted())
  })
})

describe('the quick starts', () => {
  const [first, second] = quickStarts

  it('are two pages that say the same in two languages', () => {
    expect(quickStarts.map(({ path }) => path)).toEqual([
      'public/guide/ja/quick-start.md',
      'public/guide/th/quick-start.md',
    ])
    const shapeOf = (text = '') => text.match(/^(?:#+ \d?|```|\d\.|\||!\[)/gm)
    expect(shapeOf(first?.text)).toEqual(shapeOf(second?.text))
    const codeOf = (page: typeof first) => fences(page && [page]).map(({ code }) => code)
    expect(codeOf(first)).toEqual(codeOf(second))
  })

  it('name no way that the English pages do not have', () => {
    const english = pages.filter(({ path }) => !path.includes('quick-start'))
    const known = new Set(fences(english).map(({ code }) => code))
    for (const { code } of fences(quickStarts))
      expect(known.has(code) || commandsIn(code).every((one) => one in executedBy), code).toBe(true)
  })
})

describe('the ways in', () => {
  it('cost what is measured, give or take a kilobyte', () => {
    const measured = tableRows(figuresIn(read(figuresPage), 'bytes') ?? '')
    const ways = tableRows(sectionOf(readme, '## Choose your way in'))
    const told = ways.flatMap(([, , bytes = '']) =>
      Array.from(bytes.matchAll(/([\d.]+) kB/g), ([, kB]) => Number(kB)),
    )
    const figures = [
      'script tag: before the field is usable',
      'script tag: whole payment',
      'for pages of Omise.js: whole payment',
      'npm `./react`: with its libraries',
      'npm `.`: with its libraries',
      'custom element: whole payment',
      'npm `./loader`: with its libraries',
    ].map((name) => Number.parseFloat(measured.find(([label]) => label === name)?.[1] ?? ''))
    expect(told).toHaveLength(figures.length)
    for (const [index, kB] of told.entries())
      expect(Math.abs(kB - (figures[index] ?? 0)), `${kB} kB`).toBeLessThanOrEqual(1)
  })
})

describe('the README’s figures', () => {
  it('are those of the guide’s table of the widget', () => {
    const widget = figuresIn(read(figuresPage), 'widget') ?? ''
    expect(figuresIn(readme, 'summary'), 'npm run bench writes it').toBe(summaryOf(widget))
  })
})

describe('the alerts', () => {
  it('use metrics that the server has', () => {
    const registered = metricsTable()
    const alerts = read('public/guide/live/operations.md').matchAll(/\bcheckout_[a-z_]+/g)
    const named = Array.from(alerts, ([name]) => name.replace(/_seconds_count$/, '_seconds'))
    expect(new Set(named).size).toBeGreaterThan(5)
    expect(named.filter((name) => !registered.includes(`\`${name}\``))).toEqual([])
  })
})

describe('code', () => {
  it('is an example that a test runs, or is held equal to what is run', () => {
    const run = globSync('e2e/packages/fixtures/**/*.{ts,tsx,js,html}').map((path) =>
      readFileSync(path, 'utf8'),
    )
    const loose = fences(pages).filter(
      ({ example, language, code }) =>
        example === undefined &&
        // Commands have their own test, styles too (readme.test.ts); without a language it is no code.
        !['sh', 'css', ''].includes(language) &&
        !run.some((source) => source.includes(code)),
    )
    expect(loose).toEqual([])
  })
})

describe('a command', () => {
  const printed = new Set(
    pages.flatMap(({ text }) => {
      const unrun = text.replace(/<!-- example: [\w-]+ -->\n+```[\s\S]*?```/g, '')
      return commandsIn(unrun)
    }),
  )

  it('is run by a test, which is named, or cannot be, and why', () => {
    const known = Object.keys({ ...executedBy, ...notExecuted })
    expect(known.toSorted()).toEqual([...printed].toSorted())
  })

  it.each(Object.entries(executedBy))('%s is run by %s', (_command, [file, evidence]) => {
    expect(readFileSync(file, 'utf8')).toContain(evidence)
  })
})
