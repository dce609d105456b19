import css from './checkout.css?inline'

type Adopted = { users: number; drop(): void }

let shared: CSSStyleSheet | undefined
const adopted = new WeakMap<Document | ShadowRoot, Adopted>()

/**
 * Styles a document or a shadow root, once however many checkouts it holds, by
 * a constructable style sheet: a strict Content-Security-Policy allows it as it
 * is. Answers how to give it up; the last one takes the sheet away.
 */
export function adoptStyles(element: Element | ShadowRoot): () => void {
  const root = element.getRootNode()
  // An element that is in no page yet will be in its document's.
  const node = root instanceof ShadowRoot ? root : document
  const styles = adopted.get(node) ?? { users: 0, drop: addSheet(node) }
  adopted.set(node, styles)
  styles.users += 1

  return () => {
    styles.users -= 1
    if (styles.users > 0) return
    adopted.delete(node)
    styles.drop()
  }
}

function addSheet(node: Document | ShadowRoot): () => void {
  // Safari before 16.4 cannot. A style element looks right wherever no policy forbids it.
  if (!('adoptedStyleSheets' in node)) return addElement(node)

  const sheet = sharedSheet()
  node.adoptedStyleSheets = [...node.adoptedStyleSheets, sheet]
  return () => {
    node.adoptedStyleSheets = node.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}

/** Read once, whatever number of checkouts there is. */
function sharedSheet(): CSSStyleSheet {
  if (shared) return shared
  shared = new CSSStyleSheet()
  shared.replaceSync(css)
  return shared
}

function addElement(root: Document | ShadowRoot): () => void {
  const element = document.createElement('style')
  element.textContent = css
  const parent = root instanceof Document ? root.head : root
  parent.append(element)
  return () => element.remove()
}
