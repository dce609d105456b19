/** A plain sentence where something went wrong, with a way to try again. */
import { onLanguageChange, text } from '/language.js'
import { ShopProblem } from '/shop-api.js'

/** Puts the notice of each place that shows one into the page's language. */
const shown = new Map()

onLanguageChange(() => {
  for (const fill of shown.values()) fill()
})

/** What is no ShopProblem is a mistake of ours: the buyer gets a sentence, the browser's console the error. */
export function showNotice(place, problem, tryAgain) {
  if (!(problem instanceof ShopProblem)) reportError(problem)
  const needsReload = problem.code === 'widget_missing'
  const sentence = document.createElement('p')
  const button = document.createElement('button')
  const fill = () => {
    sentence.textContent = text().problems[problem.code] ?? text().problems.other
    button.textContent = needsReload ? text().reload : text().tryAgain
  }
  const act = () => (needsReload ? location.reload() : tryAgain())
  button.type = 'button'
  button.className = 'button quiet'
  button.addEventListener('click', act, { once: true })
  fill()
  shown.set(place, fill)
  place.replaceChildren(sentence, button)
  place.hidden = false
}

export function hideNotice(place) {
  shown.delete(place)
  place.hidden = true
  place.replaceChildren()
}
