/**
 * Notifies the page's listeners: `tmn:ready` and so on. It bubbles, and out of shadow roots too.
 * Returns whether a listener has read the event's `detail`.
 */
export function dispatchPageEvent(target: EventTarget, name: string, detail?: unknown): boolean {
  const event = new CustomEvent(`tmn:${name}`, { bubbles: true, composed: true })
  let isRead = false
  Object.defineProperty(event, 'detail', {
    get: () => {
      isRead = true
      return detail
    },
  })
  target.dispatchEvent(event)
  return isRead
}
