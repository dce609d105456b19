/** Tells who listens on the page: `tmn:ready` and so on. It bubbles, and out of shadow roots too. */
export function dispatchPageEvent(target: EventTarget, name: string, detail?: unknown): void {
  target.dispatchEvent(new CustomEvent(`tmn:${name}`, { detail, bubbles: true, composed: true }))
}
