/**
 * The cart: what the buyer wants, and the order that was made of it, if any.
 * They are kept as one record, because a cart that changes has no order any
 * more; a cart that stays the same keeps its order, so that checking out twice
 * cannot be paid twice.
 */
import { readStored, writeStored } from '/storage.js'

export const maximumQuantity = 99
const storageKey = 'shop-cart'

/** `{items: [{sku, quantity}], order?: {orderId, token}}` */
export function readCart() {
  const kept = parse(readStored(storageKey))
  const items = Array.isArray(kept?.items) ? kept.items.filter(isItem) : []
  const order = items.length > 0 && isOrder(kept.order) ? kept.order : undefined
  return { items, order }
}

export function quantityOf(sku) {
  return readCart().items.find((item) => item.sku === sku)?.quantity ?? 0
}

export function setQuantity(sku, quantity) {
  const { items } = readCart()
  const wanted = Math.min(Math.max(quantity, 0), maximumQuantity)
  if (wanted === quantityOf(sku)) return
  const others = items.map((item) => (item.sku === sku ? { sku, quantity: wanted } : item))
  const known = items.some((item) => item.sku === sku)
  const changed = known ? others : [...items, { sku, quantity: wanted }]
  write({ items: changed.filter((item) => item.quantity > 0) })
}

/** Forgets products that the shop no longer sells. */
export function keepOnly(skus) {
  const { items } = readCart()
  const sold = items.filter((item) => skus.includes(item.sku))
  if (sold.length < items.length) write({ items: sold })
}

/** Remembers the order made of these items, unless another tab changed the cart meanwhile. */
export function keepOrder(items, { orderId, token }) {
  if (JSON.stringify(readCart().items) !== JSON.stringify(items)) return
  write({ items, order: { orderId, token } })
}

/** Empties the cart when its own order is paid; a cart that has moved on is left alone. */
export function emptyCartWhenPaid() {
  document.addEventListener('tmn:result', ({ detail: payment }) => {
    if (payment.status !== 'successful') return
    if (readCart().order?.orderId === payment.orderId) write({ items: [] })
  })
}

function write(cart) {
  writeStored(storageKey, JSON.stringify(cart))
}

function parse(stored) {
  try {
    return JSON.parse(stored)
  } catch {
    return undefined
  }
}

function isItem(item) {
  if (typeof item?.sku !== 'string' || !Number.isInteger(item.quantity)) return false
  return item.quantity > 0 && item.quantity <= maximumQuantity
}

function isOrder(order) {
  return typeof order?.orderId === 'string' && typeof order.token === 'string'
}
