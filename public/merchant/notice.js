import { MerchantProblem } from './api.js'
import { element } from './element.js'
import { text } from './language.js'

/** What went wrong, in words. The server's own sentence is shown where it says more than we know. */
export function problemNotice(problem, tryAgain, better) {
  // What is no problem of the server's is a mistake of ours: the console gets it.
  if (!(problem instanceof MerchantProblem)) reportError(problem)
  const words = better ?? text().problems[problem.code] ?? text().problems.other
  const saysMore = ['refund_refused', 'invalid_request'].includes(problem.code)
  return element(
    'div',
    { class: 'notice', role: 'alert' },
    element('p', {}, words),
    saysMore ? element('p', { lang: 'en', class: 'soft' }, problem.message) : null,
    tryAgain &&
      element(
        'button',
        { type: 'button', class: 'button quiet', click: tryAgain },
        text().tryAgain,
      ),
  )
}

/** Read out to who does not see it; shown by the view that it belongs to. */
export function announce(words) {
  document.querySelector('#announcement').textContent = words
}
