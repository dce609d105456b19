/** What `npm run bench -- …` was asked to do. */
import { parseArgs } from 'node:util'
import * as z from 'zod/mini'

export const sectionNames = [
  'bytes',
  'installed',
  'widget',
  'pages',
  'server',
  'postgres',
  'database',
] as const
export type SectionName = (typeof sectionNames)[number]

/** Measured on the engine that was asked for. */
const ofEngine: readonly SectionName[] = ['server', 'database']

export const usage = `Usage: npm run bench -- [options]

  --only NAME       ${sectionNames.join(', ')}; all of them when left out
  --runs N          how often each is measured, 5
  --engine NAME     sqlite or postgres, for server and database; sqlite. Tables of the
                    guide that are SQLite's are left as they are by postgres
  --orders N        how many orders the large database holds, 100000
  --charges N       how many charges are made while the memory is watched, 100000
  --keep-tables     leave the tables of guide and README as they are
  --help            say this

The widget is measured beside Adyen Web, which npm installs into
e2e/bench/peers, the first time. PostgreSQL is the one of TEST_DATABASE_URL,
or one out of an npm package.`

export type CommandLine = {
  readonly sections: readonly SectionName[]
  readonly runs: number
  readonly engine: 'sqlite' | 'postgres'
  readonly orders: number
  readonly charges: number
  readonly keepTables: boolean
}

const wholeNumber = (from: number, to: number, standard: number) =>
  z._default(z.coerce.number().check(z.int(), z.minimum(from), z.maximum(to)), standard)

const optionsSchema = z.object({
  only: z.optional(z.enum(sectionNames)),
  runs: wholeNumber(1, 25, 5),
  engine: z._default(z.enum(['sqlite', 'postgres']), 'sqlite'),
  orders: wholeNumber(10_000, 2_000_000, 100_000),
  charges: wholeNumber(1_000, 200_000, 100_000),
  'keep-tables': z._default(z.boolean(), false),
})

/** Throws an error in plain words for what cannot be. */
export function readCommandLine(args: readonly string[]): CommandLine | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      engine: { type: 'string' },
      orders: { type: 'string' },
      charges: { type: 'string' },
      'keep-tables': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return 'help'
  const parsed = optionsSchema.safeParse(values, { error: z.locales.en().localeError })
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  const { only, 'keep-tables': keepTables, ...rest } = parsed.data
  const sections = only === undefined ? sectionNames : [only]
  // The guide's tables of these two are SQLite's; PostgreSQL has one of its own.
  const isOther = rest.engine === 'postgres' && sections.some((name) => ofEngine.includes(name))
  return { ...rest, keepTables: keepTables || isOther, sections }
}
