/** The manual names things of this repository; here they are held against it. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { CheckoutError } from '../../widget/core/errors.ts'
import { readmeExampleNames } from '../support/readme-example.ts'
import { strictPolicy } from '../support/strict/strict-policy.ts'
import { stylingExample } from '../support/styling-example.ts'
import { manualPages } from './manual.ts'

const readme = readFileSync('README.md', 'utf8')
const guide = (page: string) => readFileSync(`public/guide/${page}`, 'utf8')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

describe.each(manualPages())('$path', ({ path, text }) => {
  it('links to files and headings that are there', () => {
    const links = all(/\]\((?!https?:)([^)]+)\)/g, text)
    const broken = links.filter((link) => {
      const [file = '', heading] = link.split('#')
      const target = file === '' ? path : join(dirname(path), file)
      return !existsSync(target) || (heading !== undefined && !isHeading(target, heading))
    })
    expect(broken).toEqual([])
  })
})

describe('the README', () => {
  it('is one page that is read in a few minutes', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(250)
  })
})

describe('the guide', () => {
  it('has a table of contents that leads to every page', () => {
    const contents = guide('index.md')
    const pages = globSync('**/*.md', { cwd: 'public/guide' }).filter((path) => path !== 'index.md')
    expect(pages.length).toBeGreaterThan(5)
    expect(pages.filter((path) => !contents.includes(`](${path}`))).toEqual([])
  })

  it('names commands that are there, and every one of them', () => {
    const named = new Set(all(/(?:`|^)npm (?:run )?([a-z:]+)/gm, guide('project/develop.md')))
    const internal = /^(pre|setup)/
    const offered = Object.keys(scripts).filter((name) => !internal.test(name))
    expect(offered.filter((name) => !named.has(name))).toEqual([])
    const npmsOwn = ['pack', 'install', 'audit']
    expect([...named].filter((name) => !(name in scripts) && !npmsOwn.includes(name))).toEqual([])
  })

  it('explains an error where its docs say', () => {
    const [page = '', anchor] = new CheckoutError('key_refused', '').docs.split('#')
    expect(readFileSync(page.replace('truemoney-checkout/', ''), 'utf8')).toContain(
      `id="${anchor}"`,
    )
  })

  it('has no example that no test runs', () => {
    const tests = globSync('{widget,server-example,e2e}/**/*.{test,journey,deep}.{ts,tsx}')
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
    const names = readmeExampleNames()
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !tests.includes(`'${name}'`))).toEqual([])
  })

  it('prints the policy that the strict page is tested under', () => {
    expect(guide('page/policy.md')).toContain(`\nContent-Security-Policy: ${strictPolicy}\n`)
  })

  it('prints the styles that the looks are tested with', () => {
    expect(guide('page/styling.md')).toContain(stylingExample)
  })

  it('quotes tests that are there', () => {
    const tests = globSync('{widget,server-example,e2e}/**/*.{test,journey}.ts')
      .map((path) => readFileSync(path, 'utf8'))
      .join('\n')
    const security = guide('project/security.md')
    const quoted = all(
      /"([^"]+)"/g,
      security
        .split('\n')
        .map((row) => row.split('|').at(-2) ?? '')
        .join('\n'),
    )
    expect(quoted.length).toBeGreaterThan(10)
    const beginnings = quoted.map((name) => name.replace(/ ?….*$/, ''))
    expect(beginnings.filter((name) => !tests.includes(name))).toEqual([])
    const files = all(/`([\w/-]+\.(?:test\.ts|json))`/g, security)
    const found = globSync('{widget,server-example,e2e}/**/*.{ts,json}')
    expect(files.filter((name) => !found.some((path) => path.endsWith(name)))).toEqual([])
  })
})

function isHeading(path: string, anchor: string): boolean {
  const text = readFileSync(path, 'utf8')
  const headings = all(/^##+ (.+)$/gm, text).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\w -]/gu, '')
      .replaceAll(' ', '-'),
  )
  return headings.includes(anchor)
}

function all(pattern: RegExp, text: string): string[] {
  return Array.from(text.matchAll(pattern), (match) => match[1] ?? '')
}
