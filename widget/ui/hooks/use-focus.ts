import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { CheckoutState } from '../../checkout/state.ts'

/**
 * Moves the focus to the field when it is wrong or shown again, else to the new
 * view's heading. Not at the first render, and never away from another part of
 * the page that the buyer is using.
 */
export function useFocus(state: CheckoutState, root: RefObject<HTMLElement | null>): void {
  const isFirst = useRef(true)
  const problem = state.status === 'ready' && state.problem !== undefined ? state : undefined

  useLayoutEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    if (root.current && !isBusyElsewhere(root.current)) focusInside(root.current)
  }, [viewOf(state), problem])
}

/** Focuses the field, the only button or the heading of a view. */
export function focusInside(root: ParentNode): void {
  root.querySelector<HTMLElement>('[data-tmn-focus]')?.focus()
}

function viewOf(state: CheckoutState): string {
  switch (state.status) {
    case 'ready':
    case 'submitting':
    case 'redirecting':
    case 'handedOver':
      return state.draft.method
    default:
      return state.status
  }
}

/** Each shadow root has its own focused element; the document has only the host. */
function isBusyElsewhere(root: HTMLElement): boolean {
  let inner: Element = root
  for (;;) {
    const scope = inner.getRootNode()
    if (!(scope instanceof Document || scope instanceof ShadowRoot)) return false
    const active = scope.activeElement
    if (active && active !== root.ownerDocument.body) return !inner.contains(active)
    if (scope instanceof Document) return false
    inner = scope.host
  }
}
