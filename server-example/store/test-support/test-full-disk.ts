/** For tests: a disk that refuses what would make a file larger. */
import { execFileSync, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

/**
 * Whether this machine can play it: by the limit of file sizes, which the kernel holds against each
 * process and anybody may set (`prlimit`, part of every Linux). A file system of its own would need
 * rights that a container has not.
 */
export const canFillDisk = spawnSync('prlimit', ['--version']).status === 0

/** From now on this process cannot append to the database's log, where every write goes first. */
export function fillDisk(databaseFile: string): void {
  limitFiles(`${statSync(`${databaseFile}-wal`).size}`)
}

export function freeDisk(): void {
  limitFiles('unlimited')
}

/** The soft limit alone, which may be raised again. */
function limitFiles(bytes: string): void {
  execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${bytes}:`])
}
