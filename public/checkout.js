/**
 * The checkout: the cart's order in figures, and the widget to pay it with. The
 * widget asks for the number, says what is wrong with it and shows how the
 * payment goes; this page only says which order it is.
 */
import { emptyCartWhenPaid, readCart } from '/cart.js'
import { totalOf } from '/cart-total.js'
import { language, onLanguageChange } from '/language.js'
import { hideNotice, showNotice } from '/notice.js'
import { checkoutAddress, orderCart, orderInAddress, readOrder, returnAddress } from '/ordering.js'
import { readConfig, readProducts, ShopProblem, shownMethods } from '/shop-api.js'
import { showSummary } from '/summary.js'
import { widgetScript } from '/widget-script.js'

const find = (selector) => document.querySelector(selector)
let config
let products
let order
let widget
let opening = false

emptyCartWhenPaid()
onLanguageChange(() => widget && showPayment())
window.addEventListener('hashchange', openCheckout)
window.addEventListener('pageshow', followCart)
document.addEventListener('visibilitychange', followCart)
openCheckout()

async function openCheckout() {
  if (opening) return
  opening = true
  closeWidget()
  hideNotice(find('#notice'))
  find('#nothing').hidden = true
  find('#summary-panel').hidden = false
  find('#preparing').hidden = false
  try {
    const answers = await Promise.all([readConfig(), readProducts()])
    config = answers[0]
    products = answers[1]
    order = await findOrder()
    if (order?.paid) location.replace(returnAddress(order))
    else if (order) showPayment()
    else find('#nothing').hidden = false
  } catch (problem) {
    showNotice(find('#notice'), problem, openCheckout)
  }
  find('#summary-panel').hidden = !widget
  find('#preparing').hidden = true
  opening = false
}

/** The order of the cart as it is now; without a cart (another browser), the one in the address. */
async function findOrder() {
  const { items } = readCart()
  if (items.length > 0) return orderCart(totalOf(items, products))
  const addressed = orderInAddress()
  if (!addressed) return undefined
  const known = await readOrder(addressed)
  if (known) return known
  throw new ShopProblem('order_unknown', 'expected an order that the server knows, got another')
}

function showPayment() {
  history.replaceState(null, '', checkoutAddress(order))
  showSummary(order, products)
  closeWidget()
  widget = widgetScript().mount('#pay', {
    publicKey: config.publicKey,
    omiseUrl: config.omiseUrl,
    authorizeHosts: config.authorizeHosts,
    methods: shownMethods(config),
    serverMethods: config.methods,
    order: { orderId: order.orderId, token: order.token, amount: order.amount },
    locale: language(),
  })
}

function closeWidget() {
  widget?.unmount()
  widget = undefined
}

/** The cart was changed in another tab: its order is another one now. */
function followCart() {
  if (!order || document.visibilityState === 'hidden') return
  const cart = readCart()
  if (cart.items.length > 0 && cart.order?.orderId !== order.orderId) openCheckout()
}
