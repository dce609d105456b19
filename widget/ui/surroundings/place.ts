import css from '../styles/checkout.css?inline'
import { adoptSheet } from './adopt-sheet.ts'

/** A root to render into, and how to remove it. */
export type Place = { root: Element | ShadowRoot; remove(): void }

/**
 * Replaces an element's content by a shadow root, so that neither the page's
 * styles nor ours cross it. An element inside a shadow root is used as it is, so
 * that the component around it can style its parts.
 */
export function makePlace(target: Element): Place {
  target.replaceChildren()
  if (target.getRootNode() instanceof ShadowRoot) {
    return { root: target, remove: adoptSheet(target, css) }
  }
  return addPlace(target)
}

/** Adds such a root after the element's content. */
export function addPlace(parent: Element) {
  const host = parent.ownerDocument.createElement('div')
  host.className = 'tmn-host'
  const root = host.attachShadow({ mode: 'open' })
  const dropStyles = adoptSheet(root, css)
  parent.append(host)
  return {
    host,
    root,
    remove: () => {
      host.remove()
      dropStyles()
    },
  }
}
