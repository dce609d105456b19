/** Remembers for this tab that the buyer was about to leave with this order, where storage is allowed. */
export function rememberLeaving(orderId: string): void {
  try {
    sessionStorage.setItem(leftKey(orderId), '1')
  } catch {
    // Storage can be forbidden or full. Then the buyer sees the form after
    // coming back, and the server still makes one charge per order.
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
