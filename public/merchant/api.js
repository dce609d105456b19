/** The server, as its merchant asks it. What goes wrong is a MerchantProblem with a code. */

/** Beside the page, wherever that is: behind a prefix as well. */
const api = new URL('../api/', import.meta.url).href
const storageKey = 'merchant-token'
let token

export class MerchantProblem extends Error {
  constructor(code, message, { status, cause } = {}) {
    super(message, { cause })
    this.name = 'MerchantProblem'
    this.code = code
    this.status = status
  }
}

/**
 * The token lives as long as the tab, or as the page where a browser stores
 * nothing. It may come in the address's fragment, which no server is sent; it
 * is taken out of there before anything else happens.
 */
export function findToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given !== null) {
    history.replaceState(null, '', location.pathname)
    keepToken(given)
  }
  token ??= readKept()
  return token
}

export function keepToken(given) {
  token = given
  try {
    sessionStorage.setItem(storageKey, given)
  } catch {
    // The variable has it.
  }
}

export function forgetToken() {
  token = undefined
  try {
    sessionStorage.removeItem(storageKey)
  } catch {
    // Then nothing was kept.
  }
}

/** `query`: `state` and `after`, or `id`. */
export function readOrders(query) {
  return ask(`merchant/orders?${new URLSearchParams(query)}`)
}

export function readOrder(orderId) {
  return ask(`merchant/orders/${encodeURIComponent(orderId)}`)
}

/** Deliveries that failed or were given up, oldest first. */
export function readUndelivered() {
  return ask('merchant/events/undelivered')
}

/** Delivers an event to the shop again, by every channel. */
export function deliverAgain(eventId) {
  return ask(`merchant/events/${encodeURIComponent(eventId)}/deliver`, post({}))
}

export function readSweep() {
  return ask('merchant/sweeps')
}

export function runSweep() {
  return ask('merchant/sweeps', post({}))
}

/** With the same key it is the same refund, however often it is asked for. */
export function giveBack({ orderId, version }, { amount, reason, key }) {
  const body = { amount, ...(reason !== '' && { reason }) }
  const headers = { 'Idempotency-Key': key, 'If-Match': `"${version}"` }
  return ask(`orders/${encodeURIComponent(orderId)}/refunds`, post(body, headers))
}

function post(body, headers) {
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

async function ask(path, init) {
  const response = await send(path, init)
  const answer = await response.json().catch(() => undefined)
  if (response.ok && answer) return answer
  throw new MerchantProblem(
    answer?.code ?? 'unreadable',
    answer?.detail ?? `expected a JSON answer, got ${response.status}`,
    { status: response.status },
  )
}

async function send(path, init) {
  const headers = { ...init?.headers, Authorization: `Bearer ${token}` }
  try {
    // A little longer than the server waits for Omise.
    const signal = deadline(45_000)
    return await fetch(api + path, { ...init, headers, signal, referrerPolicy: 'no-referrer' })
  } catch (cause) {
    throw new MerchantProblem('unreachable', 'expected an answer from the server, got none', {
      cause,
    })
  }
}

/** Browsers that the page runs in need not have `AbortSignal.timeout`. */
function deadline(ms) {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}

function readKept() {
  try {
    return sessionStorage.getItem(storageKey) ?? undefined
  } catch {
    return undefined
  }
}
