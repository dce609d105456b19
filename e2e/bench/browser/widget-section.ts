/** The widget beside other pages that show a form for a phone number. */
import { kilobytesOf, type ScriptBytes } from '../bytes.ts'
import type { Figure, Goal, Unit } from '../figures.ts'
import { measureForm, type Visit } from './measure-form.ts'
import { openBrowser } from './open-browser.ts'
import { type Growth, growthByRemounts } from './remounts.ts'
import { bytesOf, type Subject } from './subject.ts'
import { serveSubjects } from './subject-server.ts'
import { handWrittenName, ourName, subjects } from './subjects.ts'

type Row = { readonly what: string; readonly unit: Unit; readonly field: keyof Visit; goal?: Goal }

const besideHandWritten = (value: number): Goal => ({
  subject: ourName,
  bound: 'at most',
  value,
  comparedTo: { subject: handWrittenName, by: 'ratio' },
})
const atMost = (value: number): Goal => ({ subject: ourName, bound: 'at most', value })

const rows: readonly Row[] = [
  { what: 'field usable', unit: 'ms', field: 'usableMs', goal: besideHandWritten(1.1) },
  { what: 'main thread busy', unit: 'ms', field: 'busyMs' },
  { what: 'longest task, 0 below 50', unit: 'ms', field: 'longestTaskMs', goal: atMost(50) },
  {
    what: 'worst interaction',
    unit: 'ms',
    field: 'interactionMs',
    goal: besideHandWritten(1.25),
  },
  { what: 'longest handler while typing', unit: 'ms', field: 'handlerMs' },
  { what: 'heap', unit: 'MB', field: 'heapMb', goal: besideHandWritten(1.4) },
  { what: 'layout shift', unit: 'score', field: 'layoutShift', goal: atMost(0) },
  {
    what: 'requests before usable',
    unit: 'count',
    field: 'requestsBeforeUsable',
    goal: atMost(1),
  },
  { what: 'requests elsewhere', unit: 'count', field: 'foreignRequests', goal: atMost(0) },
]

export async function widgetFigures({ runs }: { runs: number }): Promise<readonly Figure[]> {
  const measured = await subjects()
  const server = await serveSubjects(measured)
  const browser = await openBrowser()
  try {
    const visits = new Map<string, Visit[]>(measured.map(({ name }) => [name, []]))
    for (let run = 0; run < runs; run += 1)
      for (const subject of measured)
        visits.get(subject.name)?.push(await measureForm(browser, server.urlOf(subject)))
    const ours = measured.find(({ name }) => name === ourName)
    if (ours === undefined) throw new Error('Expected the widget among the subjects.')
    const growth = await growthByRemounts(browser, server.urlOf(ours))
    const pick = (field: keyof Growth) => growth.map((round) => round[field])
    const figures = rows.map(({ what, unit, field, goal }): Figure => {
      const values = Object.fromEntries(
        [...visits].map(([name, made]) => [name, made.map((visit) => visit[field])]),
      )
      return { what, unit, values, ...(goal !== undefined && { goal }) }
    })
    return [
      ...weights(measured),
      ...figures,
      gained('heap', 'MB', pick('heapMb'), 0.05),
      gained('DOM nodes', 'count', pick('nodes'), 0),
      gained('listeners', 'count', pick('listeners'), 0),
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** Of script and style; what a page's own server sends, and not what it fetches from elsewhere. */
export function weights(measured: readonly Subject[]): readonly Figure[] {
  const weighed = measured.map((subject) => [subject.name, bytesOf(subject)] as const)
  const figure = (what: string, field: keyof ScriptBytes): Figure => ({
    what: `JS + CSS, brotli, ${what}`,
    unit: 'kB',
    values: Object.fromEntries(weighed.map(([name, bytes]) => [name, [kilobytesOf(bytes[field])]])),
  })
  return [figure('until usable', 'before'), figure('in all', 'all')]
}

function gained(what: string, unit: Unit, values: readonly number[], most: number): Figure {
  return {
    what: `${what} gained by 100 remounts`,
    unit,
    values: { [ourName]: values },
    goal: atMost(most),
  }
}
