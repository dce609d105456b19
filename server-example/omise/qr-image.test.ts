import { once } from 'node:events'
import { createServer } from 'node:http'
import { Agent } from 'undici'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { downloadQr } from './qr-image.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
const heard: (string | undefined)[] = []
const server = createServer((request, response) => {
  heard.push(request.headers.authorization)
  switch (request.url) {
    case '/svg':
      return response.end(svg)
    case '/moved':
      return response.writeHead(302, { location: '/svg' }).end()
    case '/round':
      return response.writeHead(302, { location: '/round' }).end()
    case '/file':
      return response.writeHead(302, { location: 'file:///etc/passwd' }).end()
    case '/page':
      return response.end('<!doctype html><svg></svg>')
    case '/large':
      return response.end(svg + ' '.repeat(600_000))
    default:
      return response.writeHead(404).end('nothing')
  }
})
const dispatcher = new Agent()
let origin: string

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('Expected a port.')
  origin = `http://127.0.0.1:${address.port}`
})
afterAll(async () => {
  await dispatcher.close()
  server.close()
})

function download(path: string, allowsHttp = true) {
  return downloadQr(origin + path, { dispatcher, signal: AbortSignal.timeout(5_000), allowsHttp })
}

it.each(['/svg', '/moved'])('a picture at %s is had without any key', async (path) => {
  expect((await download(path)).contentType).toBe('image/svg+xml')
  expect(heard).not.toContainEqual(expect.anything())
})

it.each([
  ['/round', 'one redirect after another'],
  ['/file', 'https address, got file:'],
  ['/page', 'Expected a PNG or SVG'],
  ['/large', 'at most 524288 bytes'],
  ['/gone', 'status 404'],
])('what is at %s is no picture', async (path, why) => {
  await expect(download(path)).rejects.toThrow(why)
})

it('plain http is refused where Omise is spoken to over https', async () => {
  await expect(download('/svg', false)).rejects.toThrow('https address, got http:')
})
