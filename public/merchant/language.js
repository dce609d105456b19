/** Thai first, English on request; remembered together with the shop's. */
import { en } from '/merchant/texts/en.js'
import { th } from '/merchant/texts/th.js'
import { readStored, writeStored } from '/storage.js'

const texts = { th, en }
const storageKey = 'shop-language'

export function language() {
  return document.documentElement.lang === 'en' ? 'en' : 'th'
}

export function text() {
  return texts[language()]
}

/** Shows the page in the remembered language; `redraw` is called after each switch. */
export function startLanguage(button, redraw) {
  setLanguage(readStored(storageKey), button)
  button.addEventListener('click', () => {
    setLanguage(language() === 'th' ? 'en' : 'th', button)
    writeStored(storageKey, language())
    redraw()
  })
}

function setLanguage(wanted, button) {
  document.documentElement.lang = wanted === 'en' ? 'en' : 'th'
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = text().page[element.dataset.text]
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', text().page[element.dataset.label])
  button.lang = language() === 'th' ? 'en' : 'th'
}
