import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
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
