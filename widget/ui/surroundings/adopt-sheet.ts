type Root = Document | ShadowRoot
type Adopted = { users: number; drop(): void }

const adopted = new WeakMap<Root, Map<string, Adopted>>()
/** Each style sheet is parsed once, for any number of roots. */
const read = new Map<string, CSSStyleSheet>()

/**
 * Adds styles to the document or shadow root of the element, once for any number
 * of users, as a constructable style sheet: a strict Content-Security-Policy
 * allows it. Returns how to release it; the last release removes the styles.
 */
export function adoptSheet(element: Element | ShadowRoot, css: string): () => void {
  const node = element.getRootNode()
  // An element that is not in the page yet will be in its document.
  const root = node instanceof ShadowRoot ? node : element.ownerDocument
  const sheets = adopted.get(root) ?? new Map<string, Adopted>()
  adopted.set(root, sheets)
  const sheet = sheets.get(css) ?? { users: 0, drop: addSheet(root, css) }
  sheets.set(css, sheet)
  sheet.users += 1

  let isOver = false
  return () => {
    if (isOver) return
    isOver = true
    sheet.users -= 1
    if (sheet.users > 0) return
    sheets.delete(css)
    sheet.drop()
  }
}

function addSheet(root: Root, css: string): () => void {
  // Safari before 16.4 has none. A style element works unless a policy forbids it.
  if (!('adoptedStyleSheets' in root)) return addElement(root, css)

  const sheet = read.get(css) ?? readSheet(css)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}

function readSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  read.set(css, sheet)
  return sheet
}

function addElement(root: Root, css: string): () => void {
  const element = document.createElement('style')
  element.textContent = css
  const parent = root instanceof Document ? root.head : root
  parent.append(element)
  return () => element.remove()
}
