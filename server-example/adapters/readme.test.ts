import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readmeExample } from '../../e2e/support/readme-example.ts'
import { asInstalled } from '../playground/server-code.ts'

/** What the manual shows is part of a file that the other tests here run. */
it.each([
  ['express-app.ts', () => readmeExample('express')],
  ['fastify-app.ts', () => readmeExample('fastify')],
  ['hono-app.ts', () => readmeExample('hono')],
  ['node-app.ts', () => readmeExample('node')],
  ['next-app/checkout.ts', () => readmeExample('next-checkout')],
  ['next-app/app/pay/[...path]/route.ts', () => readmeExample('next')],
])('%s holds the manual’s example', (file, example) => {
  const code = readFileSync(new URL(`examples/${file}`, import.meta.url), 'utf8')
  expect(asInstalled(code)).toContain(example())
})
