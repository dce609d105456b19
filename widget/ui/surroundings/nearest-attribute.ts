/**
 * Tells the value of an attribute on the nearest element around the given one,
 * now and whenever it changes: `lang`, for instance. A shadow root is left by
 * its host. Answers how to stop.
 */
export function watchNearest(
  element: Element,
  name: string,
  tell: (value: string | null) => void,
): () => void {
  const find = () => tell(nearest(element, name))
  find()
  const observer = new MutationObserver(find)
  const page = element.ownerDocument.documentElement
  observer.observe(page, { attributes: true, attributeFilter: [name], subtree: true })
  return () => observer.disconnect()
}

/** The value of an attribute on the nearest element around, as it is now. The element's own does not count. */
export function nearest(element: Element, name: string): string | null {
  const { parentNode } = element
  const around = parentNode instanceof ShadowRoot ? parentNode.host : element.parentElement
  return around && nearestTo(around, name)
}

/** The same, the element's own first. */
export function nearestTo(element: Element, name: string): string | null {
  const marked = element.closest(`[${name}]`)
  if (marked) return marked.getAttribute(name)
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? nearestTo(root.host, name) : null
}
