/**
 * An element with what belongs to it: `make('p', { class: 'note' }, 'text', child)`.
 * What is `false`, null or undefined is left out; functions listen.
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (isNothing(value)) continue
    if (typeof value === 'function') element.addEventListener(name, value)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => !isNothing(child)))
  return element
}

function isNothing(value) {
  return value === undefined || value === null || value === false
}
