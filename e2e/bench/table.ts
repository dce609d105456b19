/** Figures as a Markdown table: the same in the terminal and in the guide. */
import { type Figure, type Goal, judge, median, type Unit } from './figures.ts'

/** One row a figure, one column a subject, then the goal and what became of it. */
export function tableOf(figures: readonly Figure[]): string {
  const subjects = [...new Set(figures.flatMap(({ values }) => Object.keys(values)))]
  const hasGoals = figures.some(({ goal }) => goal !== undefined)
  const header = ['', ...subjects, ...(hasGoals ? ['goal', 'measured', 'met'] : [])]
  const rows = figures.map((figure) => [
    figure.what,
    ...subjects.map((subject) => cell(figure.values[subject], figure.unit)),
    ...(hasGoals ? judgement(figure) : []),
  ])
  return aligned([header, header.map(() => ''), ...rows])
}

function judgement(figure: Figure): readonly string[] {
  const judged = judge(figure)
  if (judged === undefined || figure.goal === undefined) return ['', '', '']
  return [
    sayGoal(figure.goal, figure.unit),
    sayValue(judged.value, figure.goal, figure.unit),
    judged.isMet ? 'yes' : 'no',
  ]
}

function sayGoal(goal: Goal, unit: Unit): string {
  const sign = goal.bound === 'at most' ? '≤' : '≥'
  const { comparedTo } = goal
  const beside = comparedTo === undefined ? '' : ` ${comparedTo.subject}`
  return `${sign} ${sayValue(goal.value, goal, unit)}${beside}`
}

function sayValue(value: number, { comparedTo }: Goal, unit: Unit): string {
  if (comparedTo === undefined) return withUnit(value, unit)
  if (comparedTo.by === 'ratio') return `${value.toFixed(2)}×`
  return `${value < 0 ? '−' : '+'}${withUnit(Math.abs(value), unit)}`
}

function cell(values: readonly number[] | undefined, unit: Unit): string {
  return values === undefined || values.length === 0 ? '' : withUnit(median(values), unit)
}

const digits: Record<Unit, number> = {
  ms: 1,
  µs: 0,
  kB: 1,
  MB: 2,
  'per second': 0,
  count: 0,
  score: 3,
}

export function withUnit(value: number, unit: Unit): string {
  const number = value.toFixed(digits[unit])
  return unit === 'count' || unit === 'score' ? number : `${number} ${unit}`
}

/** Returns the cells of each line of a table, the rule under the header among them. */
export function cellsOf(table: string): readonly (readonly string[])[] {
  return table.split('\n').map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((text) => text.trim()),
  )
}

/** The empty second row becomes the rule under the header. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row, index) =>
      row.map((text, column) => {
        const width = widths[column] ?? 3
        return index === 1 ? '-'.repeat(width) : text.padEnd(width)
      }),
    )
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
