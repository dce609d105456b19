import { type JSX, render } from 'preact'
import { useRef } from 'preact/hooks'
import type { LaterFiles } from '../first/later-files.ts'
import { refuse, type Settings } from '../options/read-options.ts'
import { type OverlayHandle, type OverlayOptions, openWith } from '../overlay/open.tsx'
import { watchPresence } from '../page/presence.ts'
import { useTheme } from '../ui/hooks/use-theme.ts'
import { Icon, Spinner } from '../ui/icons.tsx'
import { makePlace, type Place } from '../ui/surroundings/place.ts'
import { type Surroundings, surroundingsOf } from '../ui/surroundings/surroundings.ts'
import { type Words, wordsIn } from '../ui/wording/words.ts'
import { createFormBridge } from './form-bridge.ts'
import { createLazyParts } from './lazy-parts.ts'

/** A button in the page that opens an overlay. All are safe to call again, and after the element is gone. */
export type OpenButton = { press(): void; focus(): void; unmount(): void }

/**
 * Puts a button into the element, in place of its content or of one that was
 * `begun`. Throws a `CheckoutError` where an option is wrong, before a buyer
 * presses it.
 */
export function mountOpenButton(
  files: LaterFiles,
  element: Element,
  settings: Settings,
  label: string | undefined,
  begun?: Place,
): OpenButton {
  const parts = createLazyParts(files)
  refuse(parts.textProblems(settings.texts))
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
    const theme = themeOf(element.closest('[data-tmn-theme]'))
    const onClosed = () => {
      overlay = undefined
      afterClosing()
    }
    const { takeSource } = bridge
    overlay = openWith(parts, settings, { theme, onClosed }, { takeSource })
  }
  const setBusy = (busy: boolean) => {
    isBusy = busy
    if (!isOver) show()
  }
  const place = begun ?? makePlace(element)
  const around = surroundingsOf(element, settings.locale)
  const words = wordsIn(parts.speak, around.locale, settings.texts)
  const show = () =>
    render(
      <OpenButtonView
        label={label}
        isBusy={isBusy}
        words={words}
        around={around}
        onPress={press}
      />,
      place.root,
    )
  show()
  const unmount = () => {
    if (isOver) return
    isOver = true
    stopWatching()
    bridge.stop()
    overlay?.close()
    render(null, place.root)
    place.remove()
  }
  const stopWatching = watchPresence(element, unmount)
  return { press, unmount, focus: () => place.root.querySelector('button')?.focus() }
}

type OpenButtonViewProps = {
  label: string | undefined
  isBusy: boolean
  words: Words
  around: Surroundings
  onPress(): void
}

function OpenButtonView({
  label,
  isBusy,
  words,
  around,
  onPress,
}: OpenButtonViewProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const ours = isBusy ? words.texts.form.handedOver : words.texts.form.title
  const isOurs = isBusy || label === undefined

  return (
    <div
      class="tmn-opener"
      ref={root}
      lang={isOurs ? words.locale : undefined}
      dir={isOurs ? 'ltr' : undefined}
      data-theme={useTheme(root, around)}
    >
      <button
        class="tmn-button tmn-primary tmn-open"
        part="button primary"
        type="button"
        aria-haspopup="dialog"
        aria-disabled={isBusy}
        onClick={onPress}
      >
        {isBusy ? <Spinner /> : <Icon name="wallet" />}
        {isOurs ? ours : label}
      </button>
    </div>
  )
}

function themeOf(marked: Element | null): OverlayOptions['theme'] {
  const theme = marked?.getAttribute('data-tmn-theme')
  return theme === 'light' || theme === 'dark' ? theme : undefined
}
