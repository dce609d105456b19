import { parseUrl } from '../parse-url.ts'

const loopback = /^(localhost|[^.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** What a browser itself does with an address: none of these is an app's. (`intent:` may go on to any web page.) */
const notAnApp =
  /^(https?|wss?|ftp|javascript|vbscript|data|blob|filesystem|file|about|view-source|mailto|tel|sms|intent)$/i

/**
 * What one entry of `authorizeHosts` allows, as the beginning of an address: a
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
