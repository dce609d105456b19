/** W3C WebDriver over HTTP: one request a command, and its value or its error. */
import * as z from 'zod/mini'

const valueSchema = z.object({ value: z.unknown() })
const errorSchema = z.object({ value: z.object({ error: z.string(), message: z.string() }) })

export type WebDriver = ReturnType<typeof createWebDriver>

export function createWebDriver(address: string) {
  return {
    get: (path: string) => command('GET', path),
    post: (path: string, parameters: object) => command('POST', path, parameters),
    delete: (path: string) => command('DELETE', path),
  }

  async function command(method: string, path: string, parameters?: object): Promise<unknown> {
    const response = await fetch(address + path, {
      method,
      signal: AbortSignal.timeout(20_000),
      ...(parameters !== undefined && { body: JSON.stringify(parameters) }),
    })
    const answer: unknown = await response.json()
    if (response.ok) return valueSchema.parse(answer).value
    const { error, message } = errorSchema.parse(answer).value
    throw new Error(`WebDriver answers ${method} ${path} with ${error}: ${message}`)
  }
}
