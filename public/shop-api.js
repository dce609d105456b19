/** The shop's server, as the shop's pages see it. What goes wrong is a ShopProblem with a code. */

export class ShopProblem extends Error {
  constructor(code, message, options) {
    super(message, options)
    this.name = 'ShopProblem'
    this.code = code
  }
}

export function readConfig() {
  return ask('/api/config')
}

/** Every way to pay that the server takes, in its order, the QR code too: a demo shows what there is. */
export function shownMethods({ methods = [] }) {
  return methods.length > 0 ? methods.map(({ method }) => method) : undefined
}

export async function readProducts() {
  const { products } = await ask('/shop/catalogue')
  return products
}

export function placeOrder(items) {
  return ask('/shop/orders', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ items }),
  })
}

export function readPayment({ orderId, token }) {
  return ask(`/api/orders/${encodeURIComponent(orderId)}/payment`, {
    headers: { Authorization: `Bearer ${token}` },
  })
}

async function ask(path, init) {
  const response = await send(path, init)
  const answer = await response.json().catch(() => undefined)
  if (response.ok && answer) return answer
  throw new ShopProblem(
    answer?.code ?? 'unreadable',
    `expected a JSON answer from ${path}, got ${response.status} ${answer?.title ?? ''}`,
  )
}

async function send(path, init) {
  try {
    return await fetch(path, { ...init, signal: deadline(20_000) })
  } catch (cause) {
    throw new ShopProblem('unreachable', `expected an answer from ${path}, got none`, { cause })
  }
}

/** Aborts after `ms` milliseconds. Browsers that can pay here need not have `AbortSignal.timeout`. */
function deadline(ms) {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
