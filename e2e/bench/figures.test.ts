import { describe, expect, it } from 'vitest'
import { type Figure, type Goal, judge, median, percentile } from './figures.ts'
import { tableOf } from './table.ts'

const ratio = { subject: 'widget', bound: 'at most', value: 1.1 } as const
const beside = (by: 'ratio' | 'difference'): Goal => ({
  ...ratio,
  comparedTo: { subject: 'floor', by },
})
const figure = (values: Figure['values'], goal?: Goal): Figure => ({
  what: 'field usable',
  unit: 'ms',
  values,
  ...(goal !== undefined && { goal }),
})

describe('a median', () => {
  it('is the middle of the values, or between the middle two', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([1, 2, 10, 100])).toBe(6)
  })

  it('does not exist of nothing', () => {
    expect(() => median([])).toThrow('at least one value')
  })
})

describe('a percentile', () => {
  it('lies between two values where it has to', () => {
    const hundred = Array.from({ length: 101 }, (_, value) => value)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile([0, 10], 0.25)).toBe(2.5)
    expect(percentile([7], 0.99)).toBe(7)
  })
})

describe('a goal', () => {
  it('is compared run by run, whatever else slowed both sides of a run down', () => {
    const slowRun = figure({ widget: [300, 105, 1050], floor: [200, 100, 1000] }, beside('ratio'))
    expect(judge(slowRun)).toEqual({ value: 1.05, isMet: true })
    const slower = figure({ widget: [120, 110, 130], floor: [100, 100, 100] }, beside('ratio'))
    expect(judge(slower)).toEqual({ value: 1.2, isMet: false })
  })

  it('may be a difference, or a value alone', () => {
    expect(judge(figure({ widget: [53], floor: [52] }, beside('difference')))?.value).toBe(1)
    expect(judge(figure({ widget: [50] }, { ...ratio, value: 50 }))?.isMet).toBe(true)
    expect(judge(figure({ widget: [51] }, { ...ratio, value: 50 }))?.isMet).toBe(false)
    expect(judge(figure({ widget: [51] }, { ...ratio, bound: 'at least', value: 50 }))?.isMet).toBe(
      true,
    )
  })

  it('is met where both are nothing', () => {
    expect(judge(figure({ widget: [0], floor: [0] }, beside('ratio')))).toEqual({
      value: 1,
      isMet: true,
    })
  })

  it('is not judged on runs that were not beside each other', () => {
    const uneven = figure({ widget: [1, 2], floor: [1] }, beside('ratio'))
    expect(() => judge(uneven)).toThrow('as many runs')
    expect(() => judge(figure({ floor: [1] }, ratio))).toThrow('to be measured for widget')
  })
})

describe('a table', () => {
  it('has a row for a figure, a column for a subject, and says what became of the goal', () => {
    const rows = tableOf([
      figure({ widget: [120, 118, 122], floor: [100, 100, 100] }, beside('ratio')),
      { what: 'writes', unit: 'count', values: { widget: [0] } },
    ])
    expect(rows.split('\n').map((row) => row.replace(/ +/g, ' '))).toEqual([
      '| | widget | floor | goal | measured | met |',
      expect.stringMatching(/^\| -+ \| -+ \| -+ \| -+ \| -+ \| -+ \|$/),
      '| field usable | 120.0 ms | 100.0 ms | ≤ 1.10× floor | 1.20× | no |',
      '| writes | 0 | | | | |',
    ])
  })

  it('has no columns for goals where there are none', () => {
    expect(tableOf([figure({ widget: [1] })])).not.toContain('goal')
  })
})
