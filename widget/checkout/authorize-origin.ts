import { parseUrl } from '../parse-url.ts'

const loopback = /^(localhost|[^.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/**
 * The origin that one entry of `authorizeHosts` allows: a bare host means
 * https; a whole origin, plain http included, is for loopback names alone,
 * where a simulator runs. `undefined` when the entry is neither.
 */
export function authorizeOrigin(entry: string): string | undefined {
  const written = /^(https?:\/\/)?(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d+)?$/i.exec(entry)
  if (!written) return undefined

  const url = parseUrl(written[1] ? entry : `https://${entry}`)
  if (!url || (written[1] && !loopback.test(url.hostname))) return undefined
  return url.origin
}
