import { parseUrl } from '../../core/parse-url.ts'

const loopback = /^(localhost|[^.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Schemes that run or show something in the page itself, or may lead to any web page, as `intent:` does. */
const notAnApp = /^(https?|javascript|vbscript|data|blob|filesystem|file|about|intent)$/i

/**
 * Returns the origin that an entry of `authorizeHosts` allows: a
 * bare host means https; a whole origin, plain http included, is for loopback
 * names alone, where a simulator runs; `truemoney://` is an app's own scheme.
 * `undefined` when the entry is none of these.
 */
export function authorizeOrigin(entry: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/$/i.exec(entry)?.[1]
  if (scheme !== undefined) return notAnApp.test(scheme) ? undefined : entry.toLowerCase()

  const written = /^(https?:\/\/)?(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d+)?$/i.exec(entry)
  if (!written) return undefined

  const url = parseUrl(written[1] ? entry : `https://${entry}`)
  if (!url || (written[1] && !loopback.test(url.hostname))) return undefined
  return url.origin
}
