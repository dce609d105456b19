import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readmeExample } from '../../e2e/readme-example.ts'

/** What the README shows is part of a file that the other tests here run. */
it.each([
  ['express-app.ts', () => readmeExample('express')],
  ['fastify-app.ts', () => readmeExample('fastify')],
  ['hono-app.ts', () => readmeExample('hono')],
  ['next-app/pay/[...path]/route.ts', () => readmeExample('next')],
])('%s holds the README’s example', (file, example) => {
  expect(readFileSync(new URL(file, import.meta.url), 'utf8')).toContain(example())
})
