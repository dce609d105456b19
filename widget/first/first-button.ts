import type { CheckoutOptions } from '../options.ts'
import { iconPaths } from '../ui/icon-paths.ts'
import { makeAlert, makeElement, makeIcon, makeSpinner } from './make-element.ts'
import { firstWords, themeAround } from './surroundings.ts'

/** The button that opens an overlay, as `script/open-button.tsx` goes on with it. */
export type FirstButton = {
  button: HTMLButtonElement
  setBusy(isBusy: boolean): void
  showUnreachable(): void
}

export function showButton(
  root: Node,
  options: CheckoutOptions,
  label: string | undefined,
): FirstButton {
  const opener = makeElement('div', { class: 'tmn-opener' })
  root.appendChild(opener)
  const { locale, texts } = firstWords(opener, options)
  if (label === undefined) Object.assign(opener, { lang: locale, dir: 'ltr' })
  opener.dataset.theme = themeAround(opener)

  const words = label ?? texts.form.title
  const button = makeElement(
    'button',
    {
      class: 'tmn-button tmn-primary tmn-open',
      part: 'button primary',
      type: 'button',
      'aria-haspopup': 'dialog',
      'aria-disabled': 'false',
    },
    makeIcon(iconPaths.wallet),
    words,
  )
  opener.append(button)

  return {
    button,
    setBusy: (isBusy) => {
      opener.querySelector('.tmn-alert')?.remove()
      button.setAttribute('aria-disabled', String(isBusy))
      button.replaceChildren(isBusy ? makeSpinner() : makeIcon(iconPaths.wallet), words)
    },
    showUnreachable: () => {
      const alert = makeAlert(texts.formErrors.provider_unreachable)
      // The label may be in another language.
      alert.lang = locale
      opener.append(alert)
    },
  }
}
