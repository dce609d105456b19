/** The code to copy for the server: the recipes that the tests run, as they are in their files. */
import { readFileSync } from 'node:fs'
import type { CodeFile } from './browser-code.ts'

export const frameworks = ['hono', 'express', 'fastify', 'next'] as const
export type Framework = (typeof frameworks)[number]

const recipes: Record<Framework, readonly string[]> = {
  hono: ['recipes/hono-app.ts', 'recipes/hono.ts'],
  express: ['recipes/express-app.ts', 'recipes/express.ts'],
  fastify: ['recipes/fastify-app.ts', 'recipes/fastify.ts'],
  next: ['recipes/next-app/pay/[...path]/route.ts', 'recipes/next.ts'],
}

export function serverCode(): Record<Framework, readonly CodeFile[]> {
  return {
    hono: recipes.hono.map(fileOf),
    express: recipes.express.map(fileOf),
    fastify: recipes.fastify.map(fileOf),
    next: recipes.next.map(fileOf),
  }
}

function fileOf(path: string): CodeFile {
  const code = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  return { name: `server-example/${path}`, code }
}
