/**
 * The page's language: what was chosen here or in the shop, else the browser's.
 * Thai stands in the page, everything else comes from here.
 */

import { en } from '/playground/texts/en.js'
import { th } from '/playground/texts/th.js'
import { readStored, writeStored } from '/storage.js'

const texts = { th, en }
const storageKey = 'shop-language'
const redraws = new Set()
let language = /^th\b/.test(readStored(storageKey) ?? navigator.language) ? 'th' : 'en'

export function words() {
  return texts[language]
}

export function pageLanguage() {
  return language
}

/** Draws now, and again whenever the language changes. */
export function inWords(draw) {
  redraws.add(draw)
  draw()
}

export function startWords() {
  const button = document.querySelector('#switch-language')
  button.addEventListener('click', () => {
    language = language === 'th' ? 'en' : 'th'
    writeStored(storageKey, language)
    for (const draw of redraws) draw()
  })
  inWords(() => {
    document.documentElement.lang = language
    document.title = words().title
    button.textContent = language === 'th' ? 'English' : 'ไทย'
    button.lang = language === 'th' ? 'en' : 'th'
    for (const one of document.querySelectorAll('[data-text]'))
      one.textContent = words().page[one.dataset.text]
    for (const one of document.querySelectorAll('[data-label]'))
      one.setAttribute('aria-label', words().page[one.dataset.label])
  })
}
