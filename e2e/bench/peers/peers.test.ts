/** Without a registry: what is installed here is a folder with the package's names, or a file that is not there. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { adyenSubject } from './adyen.ts'
import { installPackages } from './install.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

let folder: string
beforeEach(() => {
  folder = `${mkdtempSync(join(tmpdir(), 'peers-'))}/`
  copyFileSync(here('adyen-mb-way.js'), `${folder}adyen-mb-way.js`)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what is measured beside the widget', () => {
  it('is one package in exactly one version, and no host is named for it', () => {
    const manifest = JSON.parse(readFileSync(here('package.json'), 'utf8'))
    const lock = readFileSync(here('package-lock.json'), 'utf8')
    expect(manifest.private).toBe(true)
    expect(manifest.dependencies).toEqual({
      '@adyen/adyen-web': expect.stringMatching(/^6\.\d+\.\d+$/),
    })
    expect(JSON.parse(lock).packages['']).toEqual({ dependencies: manifest.dependencies })
    expect(lock).not.toContain('"resolved"')
    expect(readFileSync(here('.npmrc'), 'utf8')).toContain('omit-lockfile-registry-resolved=true')
  })

  it('is not among the packages of the project', () => {
    for (const name of ['package.json', 'package-lock.json'])
      expect(readFileSync(name, 'utf8')).not.toContain('adyen')
  })
})

describe('an installation', () => {
  it('happens once, and again for another lock file', () => {
    const kept = `${folder}node_modules/kept`
    lockFolder('1.0.0')
    expect(installPackages(folder)).toBeUndefined()
    writeFileSync(kept, '')
    expect(installPackages(folder)).toBeUndefined()
    expect(existsSync(kept)).toBe(true)

    lockFolder('1.0.1')
    expect(installPackages(folder)).toBeUndefined()
    expect(existsSync(kept)).toBe(false)
  })

  it('runs no script of a package', () => {
    lockFolder('1.0.0')
    expect(installPackages(folder)).toBeUndefined()
    expect(existsSync(`${folder}peer/script-ran`)).toBe(false)
  })
})

describe('a peer', () => {
  it('is a script without what it does not use, and a style sheet beside it', async () => {
    lockFolder('1.0.0')
    const [peer, ...more] = await adyenSubject('<div></div>', folder)
    expect(more).toEqual([])
    expect(peer?.script).toContain('the form')
    expect(peer?.script).not.toContain('everything else')
    expect(peer?.script).not.toContain('color')
    expect(peer?.style).toContain('color:red')
  })

  it('is left out, in so many words, where its package cannot be installed', async () => {
    lockPackage({ version: '1.0.0', resolved: 'file:gone.tgz' }, {})
    const said: string[] = []
    expect(await adyenSubject('<div></div>', folder, (text) => said.push(text))).toEqual([])
    expect(said.join()).toContain('Adyen MB WAY is left out')
    expect(said.join()).toContain(folder)
    expect(said.join()).toContain('npm error')
  })
})

/** A package with the names that the page imports, as a folder. */
function lockFolder(version: string): void {
  const files = {
    'package.json': JSON.stringify({
      name: '@adyen/adyen-web',
      version,
      type: 'module',
      exports: { '.': './index.js', './styles/adyen.css': './adyen.css' },
      sideEffects: ['*.css'],
      scripts: { install: 'touch script-ran' },
    }),
    'index.js': `export const AdyenCheckout = async () => ({})
export class MBWay { mount() { document.title = 'the form' } }
export class Card { mount() { document.title = 'everything else' } }`,
    'adyen.css': 'p { color: red }',
  }
  mkdirSync(`${folder}peer`, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}peer/${name}`, text)
  lockPackage({ resolved: 'peer', link: true }, { peer: { version, hasInstallScript: true } })
}

function lockPackage(entry: object, others: object): void {
  const dependencies = { '@adyen/adyen-web': 'file:peer' }
  const packages = { '': { dependencies }, 'node_modules/@adyen/adyen-web': entry, ...others }
  writeFileSync(`${folder}package.json`, JSON.stringify({ dependencies }))
  writeFileSync(`${folder}package-lock.json`, JSON.stringify({ lockfileVersion: 3, packages }))
}
