import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createGuide } from './guide.ts'

const inline = "document.documentElement.classList.add('dark')"
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guide-'))
  mkdirSync(join(folder, 'live'))
  const page = `<script type="module" src="/guide/app.js"></script><script id="dark">${inline}</script>`
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'live/refunds.html'), 'Refunds')
  writeFileSync(join(folder, '404.html'), 'No such page')
  writeFileSync(join(folder, 'notes.md'), 'not served')
})
afterAll(() => rmSync(folder, { recursive: true }))

const ask = (path: string) =>
  createGuide(folder)(async () => new Response('the shop'))(new Request(`http://shop.test${path}`))

it('serves the pages of the site, and leaves every other path to the server', async () => {
  expect(await (await ask('/guide/live/refunds.html')).text()).toBe('Refunds')
  expect(await (await ask('/')).text()).toBe('the shop')
  expect(await (await ask('/guidelines')).text()).toBe('the shop')
  expect((await ask('/guide')).headers.get('location')).toBe('/guide/')
})

it.each(['/guide/nothing.html', '/guide/notes.md', '/guide/../package.json', '/guide/.git'])(
  'does not serve %s',
  async (path) => {
    expect(await (await ask(path)).text()).not.toMatch(/not served|"name"/)
  },
)

it('says with its own page that there is no such page', async () => {
  const response = await ask('/guide/nothing.html')
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('No such page')
})

it('allows the inline scripts of its pages by their hashes, and no other', async () => {
  const policy = (await ask('/guide/')).headers.get('content-security-policy')
  const hash = createHash('sha256').update(inline).digest('base64')
  expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})
