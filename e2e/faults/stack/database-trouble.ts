/** What befalls the database for a moment, made by a process that is none of the servers. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'

/** `locked` by another program, `full` disk, `cut off` connections. Each engine plays those that it can have. */
export const databaseTroubles = ['locked', 'full', 'cut off'] as const
export type DatabaseTrouble = (typeof databaseTroubles)[number]

/** Begins a trouble. Resolves with what ends it. */
export type MakeTrouble = (trouble: DatabaseTrouble) => Promise<() => Promise<void>>

/** `pids`: the servers that run now. */
export function troubleSqlite(path: string, pids: () => readonly number[]): MakeTrouble {
  return async (trouble) => {
    if (trouble !== 'full') return lockFile(path)
    // By the limit of file sizes, which each process has: nothing can be appended to the log.
    const suffering = pids()
    limitFiles(suffering, `${statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0}`)
    return async () => limitFiles(suffering, 'unlimited')
  }
}

function lockFile(path: string): () => Promise<void> {
  const other = new DatabaseSync(path, { timeout: 1_000 })
  try {
    other.exec('begin immediate')
  } catch {
    // The servers had it for a whole second: they are busy enough.
  }
  return async () => other.close()
}

/** A process that was killed meanwhile has no limits. */
function limitFiles(pids: readonly number[], bytes: string): void {
  for (const pid of pids) spawnSync('prlimit', ['--pid', `${pid}`, `--fsize=${bytes}:`])
}

/** Servers are known by the name that their connections give. */
export function troublePostgres(url: string, serverNames: readonly string[]): MakeTrouble {
  return async (trouble) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    if (trouble === 'locked') {
      await client.query('begin')
      await client.query('lock table attempts in exclusive mode')
    } else
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = any($1)',
        [serverNames],
      )
    return () => client.end()
  }
}
