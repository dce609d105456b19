import { render } from 'preact'
import type { Checkout } from '../checkout/model.ts'
import type { CheckoutOptions } from '../options/options.ts'
import { readOptions, type Settings } from '../options/read-options.ts'
import { dispatchPageEvent } from '../page/page-event.ts'
import { watchPresence } from '../page/presence.ts'
import { focusInside } from '../ui/hooks/use-focus.ts'
import css from '../ui/styles/later.css?inline'
import { adoptSheet } from '../ui/surroundings/adopt-sheet.ts'
import { makePlace, type Place } from '../ui/surroundings/place.ts'
import { surroundingsOf } from '../ui/surroundings/surroundings.ts'
import type { BegunCheckout, TakeSource } from './compose.ts'
import type { Parts } from './parts.ts'
import { CheckoutHost } from './truemoney-checkout.tsx'

/** What `mount` returns. Every function may be called at any time, again, and after the target is removed. */
export type CheckoutHandle = {
  /**
   * Changes some options. Amount, language and functions change in place and
   * keep what was typed; another order, key or server starts again. Throws a
   * `CheckoutError` where an option is wrong, and then nothing has changed.
   */
  update(changes: Partial<CheckoutOptions>): void
  /** Presses the button for the buyer. Nothing happens unless the form is shown and idle. */
  submit(): void
  /** Moves the focus to the phone field, or to the heading where there is no field. */
  focus(): void
  /** Shows an empty form again; after a source was handed over, with the number in it. Nothing happens where a payment may be under way, or is made. */
  reset(): void
  /** Removes the checkout from the page and stops everything that it started. */
  unmount(): void
}

const mounted = new WeakMap<Element, CheckoutHandle>()

/** A form that was shown before the rest of the checkout was loaded: its elements are hydrated. */
export type Begun = BegunCheckout & { place: Place }

export type MountHooks = {
  begun?: Begun | undefined
  takeSource?: TakeSource
  /** Called once when the checkout ends, also because the page took the element away. */
  onEnd?(): void
}

/** Mounts a checkout with these parts, in place of the element's content and of an earlier checkout. */
export function mountWith(
  parts: Parts,
  element: Element,
  initial: Settings,
  { begun, takeSource, onEnd = () => {} }: MountHooks = {},
): CheckoutHandle {
  mounted.get(element)?.unmount()

  const place = begun?.place ?? makePlace(element)
  const dropStyles = adoptSheet(place.root, css)
  const around = surroundingsOf(element)
  let settings = initial
  let checkout: Checkout | undefined
  const isMounted = () => mounted.get(element) === handle
  // Another order starts with an empty form, not with the number of the first.
  let first: BegunCheckout | undefined = begun
  const show = () => {
    render(
      <CheckoutHost
        parts={parts}
        settings={settings}
        begun={first}
        around={around}
        connect={(connected) => {
          checkout = connected
        }}
        emit={(name, detail) => dispatchPageEvent(element, name, detail)}
        takeSource={takeSource}
      />,
      place.root,
    )
    first = undefined
  }

  const handle: CheckoutHandle = {
    update: (changes) => {
      if (!isMounted()) return
      settings = readOptions({ ...settings, ...changes }, parts.textProblems)
      show()
    },
    submit: () => checkout?.submit(),
    focus: () => {
      if (isMounted()) focusInside(place.root)
    },
    reset: () => checkout?.reset(),
    unmount: () => {
      if (!isMounted()) return
      mounted.delete(element)
      stopWatching()
      render(null, place.root)
      dropStyles()
      place.remove()
      onEnd()
    },
  }
  mounted.set(element, handle)
  show()
  const stopWatching = watchPresence(element, handle.unmount)
  return handle
}
