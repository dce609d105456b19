/** What the server is asked at the address that buyers and Omise know it by. */
import * as z from 'zod/mini'
import { type Answer, type Call, parseJson, type Silence } from '../call.ts'
import { type Configuration, problemsOf } from './settings.ts'

export type Server = {
  /** Without a trailing slash. */
  readonly url: string
  readonly health: Promise<Answer | Silence>
  /** Is it our server that answers there? Nothing else is asked of another one. */
  readonly isOurs: Promise<boolean>
  readonly get: (
    path: string,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer | Silence>
}

/** Its health, or where an app around it keeps that for itself, what it says to pages. */
const healthy = z.union([
  z.object({ status: z.literal('ok') }),
  z.object({ publicKey: z.string(), authorizeHosts: z.array(z.string()) }),
])

/** `undefined` when no address is known. */
export function askServer(configuration: Configuration, call: Call): Server | undefined {
  const url = addressOf(configuration)
  if (url === undefined) return undefined
  const get: Server['get'] = (path, headers = {}) => call(url + path, { headers })
  const health = get('/healthz').then((answer) =>
    answer.kind === 'answer' && !isHealthy(answer) ? get('/api/config') : answer,
  )
  return { url, get, health, isOurs: health.then(isHealthy) }
}

export function isHealthy(answer: Answer | Silence): boolean {
  if (answer.kind !== 'answer' || answer.status !== 200) return false
  return healthy.safeParse(parseJson(answer.text)).success
}

/** A name of this machine, which nobody else can reach. */
export function isLoopback(url: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)
}

/** The address that the server itself falls back to is the second best. */
function addressOf(configuration: Configuration): string | undefined {
  const { PUBLIC_URL, PORT } = configuration.settings
  if (PUBLIC_URL !== undefined) return PUBLIC_URL
  if (problemsOf(configuration, /^PUBLIC_URL$/).length > 0) return undefined
  return PORT === undefined || PORT === 0 ? undefined : `http://localhost:${PORT}`
}
