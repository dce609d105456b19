import { toCheckoutError } from '../core/errors.ts'
import type { GivenOptions } from '../options/options.ts'
import { readOptions } from '../options/read-options.ts'
import { watchPresence } from '../page/presence.ts'
import type { OpenButton } from '../script/open-button.tsx'
import { makePlace } from '../ui/surroundings/place.ts'
import { surroundingsOf } from '../ui/surroundings/surroundings.ts'
import { showButton } from './first-button.ts'
import { keepBringing } from './keep-bringing.ts'
import type { LaterFiles } from './later-files.ts'
import { tellError } from './tell-error.ts'
import { withWords } from './with-words.ts'

/**
 * `mountOpenButton`, with the button there at once: pressed before the file
 * behind it is there, it opens when that is. Throws a `CheckoutError` where an option
 * is wrong.
 */
export function mountButtonFirst(
  files: LaterFiles,
  element: Element,
  options: GivenOptions,
  label: string | undefined,
): OpenButton {
  const settings = readOptions(options)
  const around = surroundingsOf(element, settings.locale)
  const file = withWords(files, files.overlay, settings, around.locale)
  const here = file.here()
  if (here) return here.mountOpenButton(files, element, settings, label)

  const place = makePlace(element)
  const untilWhole = new AbortController()
  let whole: OpenButton | undefined
  let isPressed = false

  const end = () => {
    untilWhole.abort()
    stopBringing()
    stopWatching()
  }
  const { bringNow, stopBringing } = keepBringing(
    file,
    ({ mountOpenButton }) => {
      end()
      whole = mountOpenButton(files, element, settings, label, place)
      if (isPressed) whole.press()
    },
    (thrown) => {
      tellError(element, settings, toCheckoutError(thrown))
      if (!isPressed) return
      isPressed = false
      view.setBusy(false)
      view.showUnreachable()
    },
    false,
  )
  const view = showButton(place.root, settings, label, around)
  const press = () => {
    if (isPressed) return
    isPressed = true
    view.setBusy(true)
    bringNow()
  }
  view.button.addEventListener('click', press, untilWhole)

  const unmount = () => {
    if (whole) return whole.unmount()
    end()
    place.remove()
  }
  const stopWatching = watchPresence(element, unmount)
  return {
    press: () => (whole ? whole.press() : press()),
    focus: () => (whole ?? view.button).focus(),
    unmount,
  }
}
