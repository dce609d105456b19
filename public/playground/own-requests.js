/** Which exchanges belong to one order: by its id, or by the source and the charge that it led to. */

const idsOfPayment = /\b(?:src|chrg|rfnd)_\w+/g

/** Returns the keys of the entries that belong to the order, and of what those have caused. */
export function keysOf(orderId, entries) {
  const own = new Set([orderId])
  for (const entry of entries)
    if (entry.step === 'charge' && mentions(entry, own))
      for (const id of textOf(entry).match(idsOfPayment) ?? []) own.add(id)
  const keys = new Set()
  for (const entry of entries)
    if (mentions(entry, own) || keys.has(entry.cause)) keys.add(entry.key)
  return keys
}

function mentions(entry, ids) {
  const text = textOf(entry)
  return [...ids].some((id) => text.includes(id))
}

function textOf({ path = '', request, answer }) {
  return [path, request?.body, answer?.body].join(' ')
}
