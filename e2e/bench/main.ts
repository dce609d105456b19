/** `npm run bench`: builds, measures, prints tables, writes them as JSON and into the guide. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pagesFigures } from './browser/pages-section.ts'
import { widgetFigures } from './browser/widget-section.ts'
import { bytesFigures } from './bytes.ts'
import { type CommandLine, readCommandLine, type SectionName, usage } from './command-line.ts'
import { writeFigures } from './figure-tables.ts'
import { type Figure, judge } from './figures.ts'
import { installedFigures } from './installed.ts'
import { closeBuyers } from './server/buyers.ts'
import { databaseFigures } from './server/database-section.ts'
import { postgresFigures, serverFigures } from './server/server-section.ts'
import { tableOf } from './table.ts'

const sections: Record<SectionName, (options: CommandLine) => Promise<readonly Figure[]>> = {
  bytes: bytesFigures,
  installed: installedFigures,
  widget: widgetFigures,
  pages: pagesFigures,
  server: serverFigures,
  postgres: postgresFigures,
  database: databaseFigures,
}
const titles: Record<SectionName, string> = {
  bytes: 'Bytes, brotli, 1 kB = 1000 bytes',
  installed: 'The companion server’s package on a disk, 1 MB = 1,000,000 bytes',
  widget: 'A form for a phone number on a slow phone',
  pages: 'The demo’s pages on a slow phone',
  server: 'A charge, beside a bare pass-through',
  postgres: 'The same on PostgreSQL',
  database: 'The same work in a small and a large database',
}

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
// Said outright: the package that brings PostgreSQL ends every process with 0 when nothing is left to do.
process.exit(await run())

async function run(): Promise<number> {
  let commandLine: CommandLine | 'help'
  try {
    commandLine = readCommandLine(process.argv.slice(2))
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    return 2
  }
  if (commandLine === 'help') {
    say(usage)
    return 0
  }
  if (!build()) return 1
  const measured = new Map<SectionName, readonly Figure[]>()
  try {
    for (const name of commandLine.sections) {
      const figures = await sections[name](commandLine)
      measured.set(name, figures)
      say(`\n${titles[name]}\n\n${tableOf(figures)}`)
    }
  } finally {
    await closeBuyers()
  }
  writeJson(commandLine, measured)
  if (!commandLine.keepTables)
    writeFigures(new Map([...measured].map(([name, figures]) => [name, tableOf(figures)])))
  return 0
}

/** As `npm run build` builds: what is measured is what is published. */
function build(): boolean {
  const path = [
    fileURLToPath(new URL('../../node_modules/.bin', import.meta.url)),
    process.env.PATH,
  ]
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, PATH: path.join(delimiter) },
  })
  return status === 0
}

function writeJson(
  commandLine: CommandLine,
  measured: ReadonlyMap<SectionName, readonly Figure[]>,
): void {
  const withVerdicts = [...measured].map(([name, figures]) => [
    name,
    figures.map((figure) => ({ ...figure, judged: judge(figure) })),
  ])
  const report = {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: availableParallelism(),
    options: commandLine,
    sections: Object.fromEntries(withVerdicts),
  }
  mkdirSync('test-results', { recursive: true })
  writeFileSync('test-results/bench.json', `${JSON.stringify(report, null, 2)}\n`)
  say('\ntest-results/bench.json')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
