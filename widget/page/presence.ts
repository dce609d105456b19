const name = 'tmn-presence'

/**
 * Calls `onGone` once when the element or its content is removed from the page by
 * other code. The browser notifies a custom element in it; a mutation observer
 * would cost at every change of the page. An element that is inserted again in
 * the same task was only moved. Returns how to stop.
 */
export function watchPresence(element: Element, onGone: () => void): () => void {
  define()
  const sentinel = element.ownerDocument.createElement(name)
  sentinel.hidden = true
  let isOver = false

  const left = () =>
    queueMicrotask(() => {
      if (isOver || sentinel.isConnected) return
      stop()
      onGone()
    })
  const stop = () => {
    isOver = true
    sentinel.removeEventListener('tmn-left', left)
    sentinel.remove()
  }
  sentinel.addEventListener('tmn-left', left)
  element.append(sentinel)
  return stop
}

/** Once per page: every copy of this code dispatches the same `tmn-left`. */
function define(): void {
  if (customElements.get(name)) return
  customElements.define(
    name,
    class extends HTMLElement {
      disconnectedCallback() {
        this.dispatchEvent(new Event('tmn-left'))
      }
    },
  )
}
