/** The playground: the widget live, what it says over the wire, what may go wrong, and its code. */
import { openEvents, readChoices } from '/playground/api.js'
import { startCode } from '/playground/code.js'
import { startOptions } from '/playground/options.js'
import { startPaying } from '/playground/pay.js'
import { startTimeLine } from '/playground/time-line.js'
import { startTroubles } from '/playground/troubles.js'
import { inWords, startWords, words } from '/playground/words.js'

startWords()
// A second window beside the one that pays.
const isWireOnly = new URLSearchParams(location.search).get('show') === 'wire'
document.body.classList.toggle('wire-only', isWireOnly)
// The widget's script is deferred, and there when the document is.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
else start()

async function start() {
  const choices = await readChoices().catch(() => undefined)
  if (!choices) {
    const broken = document.querySelector('#broken')
    broken.hidden = false
    inWords(() => {
      broken.textContent = words().noPlayground
    })
    return
  }
  const events = openEvents()
  if (isWireOnly) {
    startTimeLine(events, () => undefined)
    startTroubles(events, choices, () => undefined)
    return
  }
  let change = () => {}
  const options = startOptions((names) => change(names))
  const loadCode = startCode(options)
  const paying = startPaying(options)
  change = (names) => {
    loadCode()
    paying.change(names)
  }
  startTimeLine(events, paying.orderId)
  startTroubles(events, choices, paying.orderId)
}
