/** The package as it would be published: packed, unpacked, and asked what it is. Needs a build. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { sharedNames } from '../../widget/script/shared-names.ts'
import { firstFile, laterFiles } from '../support/built-script.ts'
import { bundle } from './bundle.ts'
import { createProject, integrityIn, type Packed, type Project, pack } from './packed.ts'
import { reachable } from './reachable.ts'
import { root, runTool } from './run-tool.ts'

const entry = z.object({ types: z.string(), default: z.string() })
const { version, exports } = z
  .object({ version: z.string(), exports: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const scripts = ['omise-compatible.js', 'truemoney-checkout-element.js', firstFile, ...laterFiles()]

let packed: Packed
let project: Project
beforeAll(async () => {
  packed = await pack('checks')
  project = await createProject(packed, 'bundler')
}, 60_000)

const inPackage = (path: string) => `${project.folder}/node_modules/truemoney-checkout/${path}`
const read = (path: string) => readFileSync(inPackage(path), 'utf8')
const withoutDot = (path: string) => path.replace('./', '')

describe('the tarball', () => {
  it('holds scripts, command, entries and what they lead to, the manual, and nothing else', () => {
    const entries = Object.values(exports).flatMap((paths) => [paths.types, paths.default])
    const code = entries.map(withoutDot).filter((path) => /^dist\/lib\/.*\.(js|d\.ts)$/.test(path))
    expect(packed.names).toEqual(
      [
        ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'dist/integrity.json'],
        ...scripts.map((name) => `dist/${name}`),
        // The command, and a style sheet that its pages need beside it.
        ...['dist/cli/truemoney-checkout.js', 'dist/cli/authorize-pages/authorize.css'],
        ...reachable(code, read),
        'dist/lib/styles.css',
        ...globSync(['public/guide/**/*.md', 'public/pictures/*.png']),
      ].toSorted(),
    )
  })

  it('leads from its manual to nothing that is not in it', () => {
    const pages = packed.names.filter((name) => name.endsWith('.md'))
    const links = pages.flatMap((page) =>
      Array.from(read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g), ([, link = '']) =>
        posix.join(posix.dirname(page), link),
      ),
    )
    expect(links.length).toBeGreaterThan(20)
    expect(links.filter((link) => !packed.names.includes(link))).toEqual([])
  })

  it('says of itself nothing that publint would correct', async () => {
    expect(await runTool(root, ['publint', 'run', packed.file, '--strict'])).toContain('All good')
  }, 60_000)

  it('has types wherever an ESM project or a bundler looks', async () => {
    const report = await runTool(root, ['attw', packed.file, '--profile', 'esm-only'])
    expect(report.match(/🟢/g)).toHaveLength(2 * Object.keys(exports).length)
  }, 60_000)
})

describe('an entry', () => {
  const modules = Object.keys(exports).filter((name) => !name.endsWith('.css'))

  it('has its types before anything else', () => {
    for (const paths of Object.values(exports)) expect(Object.keys(paths)[0]).toBe('types')
  })

  it('is imported on a server without touching what only a browser has', async () => {
    const names = modules.map((name) => name.replace('.', 'truemoney-checkout'))
    const code = `
      const names = () => Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith('__zod'))
      const before = names().join()
      for (const module of ${JSON.stringify(names)}) await import(module)
      const { loadTrueMoneyCheckout } = await import('truemoney-checkout/loader')
      console.log(await loadTrueMoneyCheckout(), names().join() === before)`
    const said = await runTool(project.folder, ['node', '--input-type=module', '-e', code])
    expect(said).toBe('null true\n')
  })

  it('brings little but itself: the contract zod and one file, the loader nothing', async () => {
    const contract = await bundle(project, `export * from 'truemoney-checkout/contract'`)
    expect(contract.modules.filter((id) => !id.startsWith('zod/')).toSorted()).toEqual([
      'truemoney-checkout/dist/lib/contract.js',
      'truemoney-checkout/dist/lib/core/extensions.js',
    ])
    const loader = await bundle(project, `export * from 'truemoney-checkout/loader'`)
    expect(loader.modules).toEqual(['truemoney-checkout/dist/lib/loader.js'])
  })

  it('leaves out of a merchant’s bundle what the merchant does not use', async () => {
    const nothing = await bundle(project, `import 'truemoney-checkout'`)
    expect(nothing.modules).toEqual([])
    const errors = await bundle(project, `export { CheckoutError } from 'truemoney-checkout'`)
    expect(errors.modules).toEqual(['truemoney-checkout/dist/lib/core/errors.js'])
    const mount = await bundle(project, `export { mount } from 'truemoney-checkout'`)
    expect(mount.modules.join()).toMatch(/preact.*signals|signals.*preact/)
    expect(mount.modules.join()).not.toMatch(/react\.js|overlay/)
  })

  it('for React costs less than 1 kB more than mount', async () => {
    const libraries = [/^react/]
    const mount = await bundle(project, `export { mount } from 'truemoney-checkout'`, libraries)
    const react = await bundle(project, `export * from 'truemoney-checkout/react'`, libraries)
    expect(react.brotliBytes - mount.brotliBytes).toBeLessThan(1_000)
  })

  it('for React may be imported by a server component', () => {
    expect(read('dist/lib/react.js')).toMatch(/^["']use client["']/)
  })

  it('that is a script brings everything itself', () => {
    const known = [...sharedNames, ...scripts.map((name) => `./${name}`)]
    for (const name of scripts) {
      const content = read(`dist/${name}`)
      // But for the script's other files, whose addresses it makes itself.
      expect(content).not.toMatch(/\bimport\s*([{"'*]|\(["'`])/)
      const required = [...content.matchAll(/\brequire\(["'`]([^"'`]*)/g)].map(([, path]) => path)
      expect(known).toEqual(expect.arrayContaining(required))
    }
  })
})

describe('the types', () => {
  it.each(['preact', 'react', 'ssr-preact', 'ssr-react', 'bundler', 'nodenext'])(
    'compile in the project %s, and what is wrong does not',
    async (fixture) => {
      const { folder } = await createProject(packed, fixture, { name: `types-${fixture}` })
      await runTool(folder, ['tsc'])
    },
    60_000,
  )

  it('are refused for reasons that are written down', () => {
    const tests = globSync('e2e/packages/fixtures/*/src/types.{ts,tsx}')
    expect(tests).toHaveLength(4)
    for (const path of tests) {
      const refusals = readFileSync(path, 'utf8').match(/@ts-expect-error.*/g) ?? []
      expect(refusals.length, path).toBeGreaterThan(3)
      for (const refusal of refusals) expect(refusal).toMatch(/@ts-expect-error( \S+){3}/)
    }
  })
})

describe('a release', () => {
  it('has one version, in package.json, and every script says it', () => {
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[0-9a-z.-]+)?$/)
    for (const name of [firstFile, 'omise-compatible.js']) {
      expect(read(`dist/${name}`)).toContain(version)
    }
    const sources = globSync('{vite.config.ts,{widget,server-example}/**/*.{ts,tsx,mjs}}')
    const copies = sources.filter((path) => readFileSync(path, 'utf8').includes(`'${version}'`))
    expect(copies).toEqual([])
  })

  it('is described in the changelog', () => {
    expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`## ${version}`)
  })

  it('names the content of every script that it publishes', () => {
    const hash = (name: string) =>
      createHash('sha384')
        .update(read(`dist/${name}`))
        .digest('base64')
    expect(integrityIn(project)).toEqual(
      Object.fromEntries(scripts.map((name) => [name, `sha384-${hash(name)}`])),
    )
  })

  it('keeps every script by its version and by its major, and no other version', () => {
    const major = version.split('.', 1)[0] ?? ''
    const kept = [major, version].flatMap((folder) => scripts.map((name) => `${folder}/${name}`))
    expect(globSync('*/*', { cwd: 'dist/cdn' }).toSorted()).toEqual(kept.toSorted())
    for (const path of kept) {
      const name = path.replace(/^.*\//, '')
      expect(readFileSync(`dist/cdn/${path}`, 'utf8'), path).toBe(read(`dist/${name}`))
    }
  })
})
