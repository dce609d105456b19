/**
 * The browser's language, Thai or English, until one is chosen; the choice is
 * remembered together with the demo shop's.
 * This folder is served alone as well, so it imports nothing from outside.
 */
import { en } from './texts/en.js'
import { th } from './texts/th.js'

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
  setLanguage(remembered(), button)
  button.addEventListener('click', () => {
    setLanguage(language() === 'th' ? 'en' : 'th', button)
    remember(language())
    redraw()
  })
}

function remembered() {
  try {
    return localStorage.getItem(storageKey) ?? navigator.language
  } catch {
    return navigator.language
  }
}

function remember(chosen) {
  try {
    localStorage.setItem(storageKey, chosen)
  } catch {
    // A browser that stores nothing shows its own language after a reload.
  }
}

function setLanguage(wanted, button) {
  document.documentElement.lang = /^th\b/.test(wanted) ? 'th' : 'en'
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = text().page[element.dataset.text]
  for (const element of document.querySelectorAll('[data-label]'))
    element.setAttribute('aria-label', text().page[element.dataset.label])
  button.lang = language() === 'th' ? 'en' : 'th'
}
