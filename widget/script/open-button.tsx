import { render } from 'preact'
import { type OverlayHandle, type OverlayOptions, open } from '../open.tsx'
import type { CheckoutOptions } from '../options.ts'
import css from '../overlay/overlay.css?inline'
import { watchPresence } from '../presence.ts'
import { readOptions } from '../read-options.ts'
import { adoptSheet } from '../ui/adopt-sheet.ts'
import { Icon } from '../ui/icons.tsx'
import { localeAround } from '../ui/locale-around.ts'
import { wordsIn } from '../ui/words.ts'
import { createFormBridge } from './form-bridge.ts'

/** A button in the page that opens an overlay. All are safe to call again, and after the element is gone. */
export type OpenButton = { focus(): void; unmount(): void }

/**
 * Puts a button into the element, in place of its content. Throws a
 * `CheckoutError` where an option is wrong, before a buyer presses it.
 */
export function mountOpenButton(
  element: Element,
  options: CheckoutOptions,
  label: string | undefined,
): OpenButton {
  readOptions(options)
  let overlay: OverlayHandle | undefined
  let isBusy = false
  let isOver = false
  let afterClosing = () => {}

  const bridge = createFormBridge({
    findForm: () => element.closest('form'),
    // The overlay makes the page inert, so that no field of the form could be shown as wrong; and it
    // may go back in the history, which would end a submit.
    beforeSubmit: () =>
      new Promise((resolve) => {
        setBusy(true)
        afterClosing = resolve
        overlay?.close()
      }),
    makeReady: () => setBusy(false),
  })
  const press = () => {
    if (isBusy) return
    overlay = open({
      ...bridge.withForm(options),
      theme: themeOf(element.closest('[data-tmn-theme]')),
      onClosed: () => {
        overlay = undefined
        afterClosing()
      },
    })
  }
  const setBusy = (busy: boolean) => {
    isBusy = busy
    if (!isOver) show()
  }
  const { locale, texts } = wordsIn(options.locale ?? localeAround(element), options.texts)
  const show = () =>
    render(
      <button
        class="tmn-open"
        type="button"
        lang={label === undefined ? locale : undefined}
        aria-haspopup="dialog"
        aria-disabled={isBusy}
        onClick={press}
      >
        <Icon name="wallet" />
        {label ?? texts.form.title}
      </button>,
      element,
    )

  const dropStyles = adoptSheet(element, css)
  element.replaceChildren()
  show()
  const unmount = () => {
    if (isOver) return
    isOver = true
    stopWatching()
    bridge.stop()
    overlay?.close()
    render(null, element)
    dropStyles()
  }
  const stopWatching = watchPresence(element, unmount)
  return { unmount, focus: () => element.querySelector('button')?.focus() }
}

function themeOf(marked: Element | null): OverlayOptions['theme'] {
  const theme = marked?.getAttribute('data-tmn-theme')
  return theme === 'light' || theme === 'dark' ? theme : undefined
}
