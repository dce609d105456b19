import type { CheckoutOptions } from '../options/options.ts'
import { iconPaths } from '../ui/icon-paths.ts'
import type { Surroundings } from '../ui/surroundings/surroundings.ts'
import { firstWords } from './first-words.ts'
import { makeAlert, makeElement, makeIcon, makeSpinner } from './make-element.ts'

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
  { locale, theme }: Surroundings,
): FirstButton {
  const texts = firstWords(locale, options)
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
  const opener = makeElement('div', { class: 'tmn-opener', 'data-theme': theme }, button)
  if (label === undefined) Object.assign(opener, { lang: locale, dir: 'ltr' })
  root.appendChild(opener)

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
