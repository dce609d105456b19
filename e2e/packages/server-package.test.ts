/** The companion server's package as it would be published. Needs a build. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { entryFiles } from '../../server-example/package/manifest.ts'
import { type Packed, pack } from './packed.ts'
import { reachable } from './reachable.ts'
import { root, runTool } from './run-tool.ts'

const server = `${root}server-example`
const manifest = z.object({
  version: z.string(),
  exports: z.record(z.string(), z.unknown()),
})
const manifestOf = (folder: string) =>
  manifest.parse(JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')))

let packed: Packed
let folder: string
beforeAll(async () => {
  packed = await pack('server', server)
  folder = packed.file.replace(/[^/]+$/, 'unpacked')
  mkdirSync(folder)
  await runTool(folder, ['tar', '-xzf', packed.file, '--strip-components=1'])
}, 60_000)

describe('the server’s tarball', () => {
  it('holds its entries, what they lead to and their types, and none of our tests', () => {
    const entries = entryFiles(server).filter((path) => path.endsWith('.js'))
    const code = reachable(entries, (path) => readFileSync(join(folder, path), 'utf8'))
    const types = code.map((path) => path.replace(/\.js$/, '.d.ts'))
    expect(code.length).toBeGreaterThan(50)
    expect([...code, ...types].filter((name) => !packed.names.includes(name))).toEqual([])
    expect(
      packed.names.filter((name) =>
        /\.test\.|test-(shop|process|engines|postgres)|playground|demo|examples/.test(name),
      ),
    ).toEqual([])
    const others = packed.names.filter(
      (name) => !/^dist\/(.*\.(js|d\.ts)$|public\/merchant\/)/.test(name),
    )
    const styleSheet = 'dist/server-example/simulator/authorize-pages/authorize.css'
    const document = 'dist/server-example/openapi.json'
    expect(others).toEqual(['LICENSE', 'README.md', document, styleSheet, 'package.json'])
  })

  it('says of itself nothing that publint would correct', async () => {
    expect(await runTool(root, ['publint', 'run', packed.file, '--strict'])).toContain('All good')
  }, 60_000)

  it('has types wherever an ESM project or a bundler looks', async () => {
    const report = await runTool(root, ['attw', packed.file, '--profile', 'esm-only'])
    const entries = Object.keys(manifestOf(server).exports)
    expect(report.match(/🟢/g)?.length).toBeGreaterThanOrEqual(2 * entries.length)
    expect(report).not.toMatch(/❌|🎭|🐛/u)
  }, 60_000)

  it('has the version of the widget that it speaks to', () => {
    expect(manifestOf(server).version).toBe(manifestOf(root).version)
  })

  it('leads from its manual to nothing that is not in it', () => {
    const links = Array.from(
      readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/\]\((?!https?:|#)([^)]+)\)/g),
      ([, link]) => link,
    )
    expect(links.filter((link) => !packed.names.includes(link ?? ''))).toEqual([])
  })
})

describe('a pack', () => {
  it('fails when the tarball lacks an entry or the command', () => {
    const broken = mkdtempSync(join(tmpdir(), 'broken-package-'))
    const manifest = {
      name: 'broken',
      version: '1.0.0',
      files: ['dist'],
      exports: { '.': './dist/index.js', './later': { types: './dist/later.d.ts' } },
      bin: { broken: './bin/broken.js' },
    }
    writeFileSync(join(broken, 'package.json'), JSON.stringify(manifest))
    for (const at of ['dist', 'bin']) mkdirSync(join(broken, at))
    // The command is on the disk, and `files` leaves it out.
    for (const at of ['dist/index.js', 'bin/other.js']) writeFileSync(join(broken, at), '')
    const check = `${server}/package/check-entries.ts`
    const { status, stderr } = spawnSync(process.execPath, [check, broken], { encoding: 'utf8' })
    rmSync(broken, { recursive: true })
    expect(stderr).toContain('missing: bin/broken.js, dist/later.d.ts.')
    expect(status).toBe(1)
  })

  it.each([root, server])('passes for what is built, in %s', (cwd) => {
    const check = `${server}/package/check-entries.ts`
    const { status, stderr } = spawnSync(process.execPath, [check, '.'], { cwd, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })
})
