/**
 * Calls `onValue` with the value of an attribute on the nearest element around,
 * across shadow roots, now and whenever it changes: `lang`, for instance.
 * Returns how to stop.
 */
export function watchNearest(
  element: Element,
  name: string,
  onValue: (value: string | null) => void,
): () => void {
  const find = () => onValue(nearest(element, name))
  find()
  const observer = new MutationObserver(find)
  const page = element.ownerDocument.documentElement
  observer.observe(page, { attributes: true, attributeFilter: [name], subtree: true })
  return () => observer.disconnect()
}

/** Returns the value of an attribute on the nearest element around; the element's own does not count. */
export function nearest(element: Element, name: string): string | null {
  const { parentNode } = element
  const around = parentNode instanceof ShadowRoot ? parentNode.host : element.parentElement
  return around && nearestTo(around, name)
}

/** Returns the value of an attribute on the element itself or the nearest one around. */
export function nearestTo(element: Element, name: string): string | null {
  const marked = element.closest(`[${name}]`)
  if (marked) return marked.getAttribute(name)
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? nearestTo(root.host, name) : null
}
