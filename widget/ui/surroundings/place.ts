import css from '../styles/checkout.css?inline'
import { adoptSheet } from './adopt-sheet.ts'

/** Where something of ours is rendered into, and how all of it is taken away again. */
export type Place = { root: Element | ShadowRoot; remove(): void }

/**
 * Makes room in an element of the page: behind a shadow root of its own, where
 * no style of the page reaches in and none of ours gets out. An element that is
 * behind a shadow root already is used as it is, so that the component around
 * it can style its parts.
 */
export function makePlace(target: Element): Place {
  target.replaceChildren()
  if (target.getRootNode() instanceof ShadowRoot) {
    return { root: target, remove: adoptSheet(target, css) }
  }
  return addPlace(target)
}

/** The same at the end of what the element holds already. */
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
