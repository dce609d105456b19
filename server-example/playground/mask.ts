/** What a developer may see of the wire, and what nobody may: keys, tokens, codes, whole phone numbers. */

const hidden = '••••'
const longestBody = 6_000

const shownHeaders = [
  'content-type',
  'authorization',
  'omise-version',
  'omise-signature-timestamp',
  'omise-signature',
  'idempotency-key',
  'location',
  'retry-after',
]

/** Those headers that say something about a payment, masked. */
export function maskHeaders(headers: Headers): [name: string, value: string][] {
  return shownHeaders.flatMap((name): [string, string][] => {
    const value = headers.get(name)
    return value === null ? [] : [[name, maskHeader(name, value)]]
  })
}

/** JSON and forms come out indented, with what has a secret's name hidden whatever it holds. */
export function maskBody(contentType: string, text: string): string {
  return shorten(readable(contentType, text))
}

/** In any text: keys keep their kind, phone numbers their last four digits, long random words nothing. */
export function maskText(text: string): string {
  return text
    .replace(/\b([ps]key_(?:test_)?)[0-9a-z]+/gi, `$1${hidden}`)
    .replace(/((?:^|[?&#;\s])[\w-]*token(?:=|%3D))[^&#\s"]+/gi, `$1${hidden}`)
    .replace(/(?<![\w.]|%2B)\+?\d(?:[\s-]?\d){8,14}(?!\w|\.\d)|(?<=%2B)\d{9,15}/gi, lastDigits)
    .replace(/[\w-]{40,}/g, hidden)
}

function maskHeader(name: string, value: string): string {
  if (name === 'omise-signature-timestamp') return value
  if (name === 'omise-signature') return value.replace(/[^,\s]+/g, hidden)
  return name === 'authorization' ? maskAuthorization(value) : maskText(value)
}

/** Which key it was is what one wants to know, and its beginning says it. */
function maskAuthorization(value: string): string {
  const [scheme = '', credentials = ''] = value.split(' ')
  if (scheme.toLowerCase() !== 'basic') return `${maskText(scheme)} ${hidden}`
  const kind = /^[ps]key_(test_)?/.exec(Buffer.from(credentials, 'base64').toString('latin1'))
  return `Basic ${kind?.[0] ?? ''}${hidden}`
}

function readable(contentType: string, text: string): string {
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return JSON.stringify(maskValue(Object.fromEntries(new URLSearchParams(text))), null, 2)
  if (!/^application\/([\w.-]+\+)?json/.test(contentType)) return maskText(text)
  try {
    return JSON.stringify(maskValue(JSON.parse(text)), null, 2)
  } catch {
    return maskText(text)
  }
}

function maskValue(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return isSecret(name, value) ? hidden : maskText(value)
  if (typeof value === 'number') return value < 1e8 ? value : lastDigits(String(value))
  if (Array.isArray(value)) return value.map((one) => maskValue(one, name))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskValue(one, key)]))
}

/** A `code` of digits alone is a one-time password; others are Omise's or ours. */
function isSecret(name: string, value: string): boolean {
  return (
    /token|secret|password|authorization/i.test(name) || (name === 'code' && /^\d+$/.test(value))
  )
}

function lastDigits(phoneNumber: string): string {
  return hidden + phoneNumber.replace(/\D/g, '').slice(-4)
}

function shorten(text: string): string {
  return text.length > longestBody ? `${text.slice(0, longestBody)}…` : text
}
