import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { at, version } from './common.ts'

/** Removes what an earlier build left of the scripts: names of later files change with their content. */
export function removeScripts(): void {
  for (const name of scriptsIn(at('dist'))) rmSync(at(`dist/${name}`))
  rmSync(at('dist/cdn'), { recursive: true, force: true })
}

/**
 * Writes what a static host serves beside the scripts: `cdn/1.2.3/…`, which never
 * changes, and `cdn/1/…`, the newest of its major. `integrity.json` names the
 * content of every script.
 */
export function releaseScripts(): void {
  const scripts = scriptsIn(at('dist'))
  for (const folder of [version, version.split('.', 1)[0]]) {
    mkdirSync(at(`dist/cdn/${folder}`), { recursive: true })
    for (const name of scripts) copyFileSync(at(`dist/${name}`), at(`dist/cdn/${folder}/${name}`))
  }
  const integrity = Object.fromEntries(
    scripts.map((name) => [name, integrityOf(readFileSync(at(`dist/${name}`)))]),
  )
  writeFileSync(at('dist/integrity.json'), `${JSON.stringify(integrity, null, 2)}\n`)
}

function scriptsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.js'))
}

function integrityOf(content: Uint8Array): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`
}
