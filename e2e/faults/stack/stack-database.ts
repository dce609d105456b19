/** The stack's database, by engine. */
import { join } from 'node:path'
import {
  newDatabase,
  type TestPostgres,
} from '../../../server-example/store/test-support/test-postgres.ts'
import { type MakeTrouble, troublePostgres, troubleSqlite } from './database-trouble.ts'

export const engines = ['sqlite', 'postgres'] as const
export type Engine = (typeof engines)[number]

export type StackDatabase = {
  readonly url: string
  /** The address for one server: where the engine can, it shows whose each connection is. */
  urlOf(server: string): string
  makeTrouble(servers: readonly string[], pids: () => readonly number[]): MakeTrouble
}

type Opening = {
  readonly folder: string
  /** Where a database of PostgreSQL can be made. */
  readonly postgres: TestPostgres | undefined
}

export const stackDatabases: Record<Engine, (opening: Opening) => Promise<StackDatabase>> = {
  async sqlite({ folder }) {
    const file = join(folder, 'orders.db')
    const url = `sqlite:${file}`
    return { url, urlOf: () => url, makeTrouble: (_servers, pids) => troubleSqlite(file, pids) }
  },
  async postgres({ postgres }) {
    if (postgres === undefined) throw new Error('Expected a PostgreSQL to make a database in.')
    const url = await newDatabase(postgres)
    return {
      url,
      urlOf(server) {
        const address = new URL(url)
        address.searchParams.set('application_name', server)
        return address.href
      },
      makeTrouble: (servers) => troublePostgres(url, servers),
    }
  },
}
