import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pageRoutes } from './pages.ts'

const options = { folders: ['public'], connectTo: ['https://api.omise.co'] }

async function headersOf(sharedFiles: boolean): Promise<Headers> {
  const response = await pageRoutes({ ...options, sharedFiles }).request('/index.html')
  expect(response.status).toBe(200)
  return response.headers
}

it('serves pages that run no script made of text and share nothing with other windows', async () => {
  const headers = await headersOf(false)
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
  expect(headers.get('cache-control')).toBe('no-cache')
})

it('sends a file compressed, once', async () => {
  const request = { headers: { 'accept-encoding': 'gzip, br' } }
  const first = await pageRoutes(options).request('/shop.css', request)
  expect(first.headers.get('content-encoding')).toBe('gzip')
  expect(first.headers.get('vary')).toMatch(/accept-encoding/i)
  const known = { 'if-none-match': first.headers.get('etag') ?? '' }
  const again = await pageRoutes(options).request('/shop.css', {
    headers: { ...request.headers, ...known },
  })
  expect(again.status).toBe(304)
})

it('lets a file stay with the browser for as long as its name is its content’s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'truemoney-checkout-pay.0123abcd.js'), '')
  const routes = pageRoutes({ ...options, folders: [folder] })
  const cacheOf = async (path: string) => (await routes.request(path)).headers.get('cache-control')
  expect(await cacheOf('/truemoney-checkout-pay.0123abcd.js')).toContain('immutable')
  expect(await cacheOf('/truemoney-checkout-pay.ffffffff.js')).toBe('no-cache')
})

it('keeps its files to itself, unless pages of other origins are let in', async () => {
  const alone = await headersOf(false)
  expect(alone.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(alone.get('access-control-allow-origin')).toBeNull()
  const shared = await headersOf(true)
  expect(shared.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(shared.get('access-control-allow-origin')).toBe('*')
})

describe('of a folder of pages', () => {
  /** A folder as people keep them: pages, and what only lies beside them. */
  async function statusesOf(paths: readonly string[]): Promise<Record<string, number>> {
    const parent = mkdtempSync(join(tmpdir(), 'pages-'))
    onTestFinished(() => rmSync(parent, { recursive: true }))
    const folder = join(parent, 'pages')
    for (const name of ['tea', 'empty', '.git', '.well-known'])
      mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(parent, 'secret.html'), 'outside')
    const files = ['index.html', 'shop.css', 'tea/index.html', 'tea/cup.PNG', 'robots.txt']
    const beside = ['.env', '.env.html', '.git/config', '.git/index.html', 'orders.db', 'key.pem']
    const more = ['server.ts', 'settings.json', 'id_rsa', 'index.html~', 'page.html.bak']
    for (const name of [...files, ...beside, ...more]) writeFileSync(join(folder, name), name)
    symlinkSync(join(folder, 'index.html'), join(folder, 'inside.html'))
    symlinkSync(join(parent, 'secret.html'), join(folder, 'outside.html'))
    symlinkSync(parent, join(folder, 'parent'))
    symlinkSync(join(folder, '.env'), join(folder, 'env.html'))
    symlinkSync(join(folder, 'orders.db'), join(folder, 'orders.html'))
    symlinkSync(folder, join(parent, 'current'))
    const routes = pageRoutes({ ...options, folders: [join(parent, 'current')] })
    const statuses = paths.map(async (path) => [path, (await routes.request(path)).status] as const)
    return Object.fromEntries(await Promise.all(statuses))
  }

  it.each(['/', '/index.html', '/shop.css', '/tea', '/tea/', '/tea/cup.PNG', '/robots.txt'])(
    'serves %s',
    async (path) => expect(await statusesOf([path])).toEqual({ [path]: 200 }),
  )

  it('serves what a link inside the folder leads to, also where the folder is a link', async () => {
    expect(await statusesOf(['/inside.html'])).toEqual({ '/inside.html': 200 })
  })

  it.each([
    ['names that begin with a dot', ['/.env', '/.env.html', '/.git/config', '/.git/', '/%2eenv']],
    ['what pages are not made of', ['/orders.db', '/key.pem', '/server.ts', '/settings.json']],
    ['names without a kind, and backups', ['/id_rsa', '/index.html~', '/page.html.bak']],
    ['what links lead to outside', ['/outside.html', '/parent/secret.html']],
    ['what links lead to that is not served', ['/env.html', '/orders.html']],
    ['what is above the folder', ['/%2e%2e/secret.html', '/tea/..%2f..%2fsecret.html']],
    ['an address that cannot be read', ['/%ff.html', '/%00.html', '/index.html%00.css']],
    ['a folder without a page', ['/empty', '/empty/']],
  ])('does not serve %s', async (_name, paths) => {
    const notFound = Object.fromEntries(paths.map((path) => [path, 404]))
    expect(await statusesOf(paths)).toEqual(notFound)
  })
})
