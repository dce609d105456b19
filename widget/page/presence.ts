const name = 'tmn-presence'

/**
 * Calls `onGone` once when the element, or what is in it, is taken off the page
 * by somebody else. A custom element in it is told so by the browser itself;
 * watching the page's mutations would cost at every one of them. What is put
 * somewhere else at once is only moved. Answers how to stop.
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

/** Once for the page, whichever copy of this code is first: they all say `tmn-left`. */
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
