/** What was chosen above the widget. It survives the way to TrueMoney and back. */
import { pageLanguage } from '/playground/words.js'

const storageKey = 'playground-options'
const standard = { way: 'script', amount: 100_000, theme: 'auto', accent: '' }
/** A colour field cannot be empty: this is what it shows of the checkout's own. */
const ownAccent = '#1d4ed8'

export function startOptions(onChange) {
  const form = document.querySelector('#options')
  const noAccent = document.querySelector('#no-accent')
  let chosen = { ...standard, locale: pageLanguage(), ...stored() }
  fill()

  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('change', ({ target }) => {
    if (target.name === 'amount' && !target.reportValidity()) return
    choose({ [target.name]: target.name === 'amount' ? satangOf(target.value) : target.value })
  })
  noAccent.addEventListener('click', () => {
    choose({ accent: '' })
    form.elements.accent.focus()
  })

  return () => chosen

  function choose(changes) {
    chosen = { ...chosen, ...changes }
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(chosen))
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    fill()
    onChange(Object.keys(changes))
  }

  function fill() {
    const { way, amount, locale, theme, accent } = form.elements
    way.value = chosen.way
    amount.value = String(chosen.amount / 100)
    locale.value = chosen.locale
    theme.value = chosen.theme
    accent.value = chosen.accent || ownAccent
    noAccent.hidden = chosen.accent === ''
  }
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '{}')
  } catch {
    return {}
  }
}

function satangOf(baht) {
  return Math.round(Number(baht) * 100)
}
