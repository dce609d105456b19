import { effect } from '@preact/signals'
import { render } from 'preact'
import { type CheckoutHandle, type MountHooks, mountWith } from '../mount/mount.tsx'
import type { Parts } from '../mount/parts.ts'
import type { CheckoutOptions } from '../options/options.ts'
import type { Settings } from '../options/read-options.ts'
import { watchPresence } from '../page/presence.ts'
import { watchTheme } from '../ui/hooks/use-theme.ts'
import { Icon } from '../ui/icons.tsx'
import { adoptSheet } from '../ui/surroundings/adopt-sheet.ts'
import { addPlace } from '../ui/surroundings/place.ts'
import { surroundingsOf, type Theme } from '../ui/surroundings/surroundings.ts'
import { wordsIn } from '../ui/wording/words.ts'
import { addBackEntry, needsBackEntry } from './back-entry.ts'
import { notifyClosed, type OverlayClosed } from './notify-closed.ts'
import css from './overlay.css?inline'
import scrollLock from './scroll-lock.css?inline'

/** What `open` takes: the same as `mount`, and what is the overlay's own. */
export type OverlayOptions = CheckoutOptions & OverlayExtras

export type OverlayExtras = {
  /** Called once, at the end: the overlay is removed, and the focus and the page's history are restored. */
  onClosed?: ((closed: OverlayClosed) => void) | undefined
  /** Default: `data-tmn-theme` of the page's body or root, then the buyer's setting. */
  theme?: Theme | undefined
}

/** What `open` returns. Every function may be called at any time and again; after closing they do nothing. */
export type OverlayHandle = Omit<CheckoutHandle, 'update'> & {
  update(changes: Partial<OverlayOptions>): void
  /** Closes the overlay, as `unmount` does. */
  close(): void
}

let shown: OverlayHandle | undefined

/** Opens an overlay whose checkout has these parts. */
export function openWith(
  parts: Parts,
  settings: Settings,
  { onClosed, theme }: OverlayExtras,
  hooks?: MountHooks,
): OverlayHandle {
  let spoken: Pick<CheckoutOptions, 'locale' | 'texts'> = settings
  const place = addPlace(document.body)
  const { host } = place
  const dialog = document.createElement('dialog')
  dialog.className = 'tmn-overlay'
  // Our languages are written from left to right, on any page.
  dialog.dir = 'ltr'
  const card = document.createElement('div')
  card.className = 'tmn-card'
  const content = document.createElement('div')
  const corner = document.createElement('div')
  card.append(content, corner)
  dialog.append(card)
  place.root.append(dialog)
  const dropStyles = adoptSheet(dialog, css)
  const unlock = adoptSheet(document.body, scrollLock)
  const checkout = mountWith(parts, content, settings, hooks)

  const label = () => {
    const around = surroundingsOf(document.body, spoken.locale)
    const { locale, texts } = wordsIn(parts.speak, around.locale, spoken.texts)
    host.lang = locale
    if (theme) host.dataset.tmnTheme = theme
    dialog.setAttribute('aria-label', texts.form.title)
    render(
      <button
        class="tmn-close"
        part="close"
        type="button"
        aria-label={texts.close}
        onClick={() => close('buyer')}
      >
        <Icon name="cross" />
      </button>,
      corner,
    )
  }

  let isOver = false
  const close = (by: OverlayClosed['by']) => {
    if (isOver) return
    isOver = true
    if (shown === handle) shown = undefined
    stopWatching()
    unlabel()
    unwatchTheme()
    checkout.unmount()
    // The browser restores the focus, unless other code has removed the dialog.
    dialog.close()
    render(null, corner)
    place.remove()
    dropStyles()
    unlock()
    if (opener instanceof HTMLElement && document.activeElement === document.body)
      opener.focus({ preventScroll: true })
    void leaveHistory().then(() => notifyClosed(by, { onClosed }))
  }
  const handle: OverlayHandle = {
    ...checkout,
    update: (changes) => {
      if (isOver) return
      const { onClosed: changed = onClosed, theme: chosen = theme, ...rest } = changes
      checkout.update(rest)
      onClosed = changed
      theme = chosen
      spoken = { ...spoken, ...rest }
      unlabel()
      unlabel = effect(label)
    },
    unmount: () => close('page'),
    close: () => close('page'),
  }

  // An overlay that is open restores the focus first, so that this one restores it to the same element.
  shown?.close()
  shown = handle
  const opener = focused(document)
  host.classList.add('tmn-modal')
  const { innerWidth } = window
  if (innerWidth > document.documentElement.clientWidth) host.classList.add('tmn-modal-gutter')
  // Its language may be loaded later than the overlay.
  let unlabel = effect(label)
  const unwatchTheme = watchTheme(dialog, (found) => {
    dialog.dataset.theme = found
  })
  const stopWatching = watchPresence(card, () => close('page'))
  dialog.addEventListener('close', () => close('buyer'))
  const leaveHistory = needsBackEntry()
    ? addBackEntry(() => close('buyer'))
    : () => Promise.resolve()
  dialog.showModal()
  checkout.focus()
  return handle
}

/** Returns the focused element, inside any shadow roots. */
function focused({ activeElement }: DocumentOrShadowRoot): Element | null {
  const inner = activeElement?.shadowRoot
  return inner ? (focused(inner) ?? activeElement) : activeElement
}
