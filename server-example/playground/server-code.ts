/** The code to copy for the server: the example apps that the tests run, as they are in their files. */
import { readFileSync } from 'node:fs'
import type { CodeFile } from './browser-code.ts'

export const frameworks = ['hono', 'express', 'fastify', 'next', 'node'] as const
export type Framework = (typeof frameworks)[number]

const examples: Record<Framework, readonly string[]> = {
  hono: ['hono-app.ts'],
  express: ['express-app.ts'],
  fastify: ['fastify-app.ts'],
  next: [
    'next-app/checkout.ts',
    'next-app/app/pay/[...path]/route.ts',
    'next-app/app/buy/route.ts',
  ],
  node: ['node-app.ts'],
}

export function serverCode(): Record<Framework, readonly CodeFile[]> {
  return {
    hono: examples.hono.map(fileOf),
    express: examples.express.map(fileOf),
    fastify: examples.fastify.map(fileOf),
    next: examples.next.map(fileOf),
    node: examples.node.map(fileOf),
  }
}

/**
 * Returns the code of an example as a shop has it: the package's entries in
 * place of our files, and no file extensions, which Next's compiler refuses.
 */
export function asInstalled(code: string): string {
  return code
    .replace(/'(?:\.\.\/)+index\.ts'/, "'truemoney-checkout-server'")
    .replace(
      /'(?:\.\.\/)+(express|fastify|hono|next|node)\.ts'/,
      (_whole, name: string) => `'truemoney-checkout-server/${name}'`,
    )
    .replace(/(from '[./]+[\w/]+)\.ts'/g, "$1'")
}

function fileOf(name: string): CodeFile {
  const code = readFileSync(new URL(`../adapters/examples/${name}`, import.meta.url), 'utf8')
  return { name: name.replace(/^next-app\//, ''), code: asInstalled(code) }
}
