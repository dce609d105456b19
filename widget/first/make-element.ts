const svg = 'http://www.w3.org/2000/svg'

type Attributes = Readonly<Record<string, string>>

/** An element as HTML would spell it, made without a markup text: no policy of a page is against it. */
export function makeElement<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  dress(element, attributes)
  element.append(...children)
  return element
}

/** The same for a drawing of one path. */
export function makeIcon(path: string): SVGElement {
  const icon = document.createElementNS(svg, 'svg')
  dress(icon, {
    class: 'tmn-icon',
    viewBox: '0 0 24 24',
    'aria-hidden': 'true',
    focusable: 'false',
  })
  const line = document.createElementNS(svg, 'path')
  dress(line, { d: path })
  icon.append(line)
  return icon
}

/** What went wrong, to be read out at once. */
export function makeAlert(text: string): HTMLElement {
  return makeElement('p', { class: 'tmn-alert', part: 'alert', role: 'alert' }, text)
}

export function makeSpinner(): Element {
  return makeElement('span', { class: 'tmn-spinner', 'aria-hidden': 'true' })
}

function dress(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
}
