/**
 * Thai first, English on request; the `lang` attribute of <html> says which.
 * Words that stand in a page are Thai there and have their English by key;
 * words that scripts say come from `text()`.
 */
import { readStored, writeStored } from '/storage.js'
import { en } from '/texts/en.js'
import { th } from '/texts/th.js'

const texts = { th, en }
const storageKey = 'shop-language'
const thaiWords = new WeakMap()

/** Shows the page in the remembered language, and switches when the buyer asks. */
export function startLanguage() {
  setLanguage(readStored(storageKey))
  for (const button of document.querySelectorAll('[data-switch-language]')) {
    button.addEventListener('click', () => {
      setLanguage(language() === 'th' ? 'en' : 'th')
      writeStored(storageKey, language())
      document.dispatchEvent(new CustomEvent('shop:language'))
    })
  }
}

/** Calls back after each switch; the page's own words have changed by then. */
export function onLanguageChange(redraw) {
  document.addEventListener('shop:language', redraw)
}

export function language() {
  return document.documentElement.lang === 'en' ? 'en' : 'th'
}

export function text() {
  return texts[language()]
}

/** Puts every element below `root` that has a `data-text` key into the page's language. */
export function fillTexts(root) {
  for (const element of root.querySelectorAll('[data-text]')) {
    if (!thaiWords.has(element)) thaiWords.set(element, element.textContent)
    const thai = thaiWords.get(element)
    element.textContent = language() === 'th' ? thai : en.page[element.dataset.text]
  }
}

function setLanguage(wanted) {
  document.documentElement.lang = wanted === 'en' ? 'en' : 'th'
  fillTexts(document)
  for (const button of document.querySelectorAll('[data-switch-language]')) {
    button.lang = language() === 'th' ? 'en' : 'th'
  }
}
