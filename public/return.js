/**
 * Where the buyer lands after TrueMoney. The widget finds the order in the
 * address and shows how it went, in any browser; the page adds the shop's words.
 */
import { emptyCartWhenPaid, readCart } from '/cart.js'
import { language, onLanguageChange } from '/language.js'
import { hideNotice, showNotice } from '/notice.js'
import { orderInReturnAddress } from '/ordering.js'
import { readConfig, readPayment, shownMethods } from '/shop-api.js'
import { widgetScript } from '/widget-script.js'

const find = (selector) => document.querySelector(selector)
let config
let widget

emptyCartWhenPaid()
document.addEventListener('tmn:result', ({ detail: payment }) => showShopsWords(payment.status))
onLanguageChange(() => widget && showResult())
window.addEventListener('hashchange', () => widget && showResult())
openReturn()
showOrderNumber()

async function openReturn() {
  hideNotice(find('#notice'))
  find('#preparing').hidden = false
  try {
    config = await readConfig()
    showResult()
  } catch (problem) {
    showNotice(find('#notice'), problem, openReturn)
  }
  find('#preparing').hidden = true
}

function showResult() {
  widget?.unmount()
  showShopsWords('pending')
  widget = widgetScript().mount('#pay', {
    publicKey: config.publicKey,
    omiseUrl: config.omiseUrl,
    authorizeHosts: config.authorizeHosts,
    methods: shownMethods(config),
    serverMethods: config.methods,
    locale: language(),
  })
}

/** The shop's own number of the order, also while nobody knows yet how the payment ends. */
async function showOrderNumber() {
  const order = orderInReturnAddress()
  if (!order) return
  // The widget says what is wrong with the order or the line; this is an addition to it.
  const payment = await readPayment(order).catch(() => undefined)
  if (!payment?.reference) return
  find('#order-number span').hidden = false
  find('#order-number code').textContent = payment.reference
}

function showShopsWords(status) {
  const notPaid = status === 'failed' || status === 'expired'
  find('#thanks').hidden = status !== 'successful'
  find('#cart-kept').hidden = !notPaid || readCart().items.length === 0
}
