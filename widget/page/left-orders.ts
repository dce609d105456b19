/** Remembers for this tab that the buyer was about to leave with this order; may not be able to. */
export function rememberLeaving(orderId: string): void {
  try {
    sessionStorage.setItem(leftKey(orderId), '1')
  } catch {
    // Storage can be forbidden or full. Then a buyer who comes back sees the
    // form, and the server still has one charge per order.
  }
}

export function hasLeft(orderId: string): boolean {
  try {
    return sessionStorage.getItem(leftKey(orderId)) !== null
  } catch {
    return false
  }
}

function leftKey(orderId: string): string {
  return `tmn-left:${orderId}`
}
