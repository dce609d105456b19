/** What the doctor says, for people and for machines. */

import type { Line } from './examine.ts'
import type { Level } from './finding.ts'

const signs = { right: '✓', warning: '!', wrong: '✗', unchecked: '?' } as const satisfies Record<
  Level,
  string
>

/** 0: nothing is wrong; 1: something is; 2: nothing is known to be, but not all could be checked. */
export function exitCodeOf(lines: readonly Line[]): 0 | 1 | 2 {
  const levels = new Set(lines.map(({ level }) => level))
  if (levels.has('wrong')) return 1
  return levels.has('unchecked') ? 2 : 0
}

export function asText(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(({ subject }) => subject.length))
  const { right, warning, wrong, unchecked } = count(lines)
  return [
    ...lines.map(({ level, subject, found, advice }) =>
      [
        signs[level],
        subject.padEnd(width),
        found,
        ...(advice === null ? [] : [`→ ${advice}`]),
      ].join(' '),
    ),
    `${right} right, ${warning} ${warning === 1 ? 'warning' : 'warnings'}, ${wrong} wrong, ${unchecked} not checked.`,
  ].join('\n')
}

export function asJson(lines: readonly Line[]): string {
  return JSON.stringify({ exitCode: exitCodeOf(lines), counts: count(lines), lines }, null, 2)
}

function count(lines: readonly Line[]): Record<Level, number> {
  const counts = { right: 0, warning: 0, wrong: 0, unchecked: 0 }
  for (const { level } of lines) counts[level] += 1
  return counts
}
