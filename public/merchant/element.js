/**
 * Makes an element: `element('p', { class: 'note' }, 'text', child)`. Attributes
 * that are false, null or undefined are left out; functions listen.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value)
    else if (value === true) made.setAttribute(key, '')
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value)
  }
  made.append(...children.flat(2).filter((child) => child !== null && child !== undefined))
  return made
}

/** A heading that the focus can go to when its view has come. */
export function viewHeading(...children) {
  return element('h1', { tabindex: '-1' }, ...children)
}

/** An id of ours or Omise's: to be copied whole, and broken where a phone is narrow. */
export function code(id) {
  return element('code', { translate: 'no' }, id)
}

/** Terms and what they are; a row without a value is left out. */
export function facts(rows) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined)
  return element(
    'dl',
    { class: 'facts' },
    shown.map(([term, value]) =>
      element('div', {}, element('dt', {}, term), element('dd', {}, value)),
    ),
  )
}
