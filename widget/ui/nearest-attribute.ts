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

/**
 * The value of an attribute on the nearest element around, as it is now. The element may have the attribute itself, as
 * our own words' `lang`: the search begins outside.
 */
export function nearest(element: Element, name: string): string | null {
  const marked = element.parentElement?.closest(`[${name}]`)
  if (marked) return marked.getAttribute(name)
  const node = element.getRootNode()
  if (!(node instanceof ShadowRoot)) return null
  return node.host.getAttribute(name) ?? nearest(node.host, name)
}
