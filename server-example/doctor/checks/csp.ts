/** Reads Content-Security-Policy as far as it says which address a page may call or load from. */

type Policy = ReadonlyMap<string, readonly string[]>

/** Would a browser let a page at `pageUrl` do it? Every policy has to agree; they are separated by commas. */
export function isAllowed(
  header: string,
  directive: 'connect-src' | 'script-src',
  url: string,
  pageUrl: string,
): boolean {
  return header.split(',').every((text) => {
    const policy = parsePolicy(text)
    const sources = policy.get(directive) ?? policy.get('default-src')
    return sources === undefined || sources.some((source) => fits(source, url, pageUrl))
  })
}

function parsePolicy(text: string): Policy {
  const policy = new Map<string, readonly string[]>()
  for (const part of text.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    // The first of a name counts.
    if (name !== '' && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources)
  }
  return policy
}

function fits(source: string, address: string, pageUrl: string): boolean {
  const [url, page] = [new URL(address), new URL(pageUrl)]
  if (source === '*') return /^https?:$/.test(url.protocol)
  if (source.toLowerCase() === "'self'") return url.origin === page.origin
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return schemeFits(source.toLowerCase(), url.protocol)
  const written = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?([^:/'\]]+|\[[^\]]+\])(?::(\d+|\*))?(\/.*)?$/i
  const [, scheme, host, port, path] = written.exec(source) ?? []
  if (host === undefined) return false
  return (
    schemeFits(scheme?.toLowerCase() ?? page.protocol, url.protocol) &&
    hostFits(host.toLowerCase(), url.hostname) &&
    (port === '*' || (port ?? portOf(url.protocol)) === (url.port || portOf(url.protocol))) &&
    pathFits(path ?? '/', url.pathname)
  )
}

/** What allows http allows https too. */
function schemeFits(allowed: string, actual: string): boolean {
  return allowed === actual || (allowed === 'http:' && actual === 'https:')
}

function hostFits(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host
}

function pathFits(pattern: string, path: string): boolean {
  return pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern
}

function portOf(protocol: string): string {
  return protocol === 'https:' ? '443' : '80'
}
