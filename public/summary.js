/** What the order is made of. In a browser that never saw its cart, only the total is known. */
import { readCart } from '/cart.js'
import { language } from '/language.js'
import { baht } from '/money.js'

const find = (selector) => document.querySelector(selector)
const roomy = window.matchMedia('(min-width: 50rem)')
let drawnFor

export function showSummary(order, products) {
  const cart = readCart()
  const items = cart.order?.orderId === order.orderId ? cart.items : []
  find('#summary-total').textContent = baht(order.amount)
  find('#summary-lines').replaceChildren(...items.map((item) => summaryLine(item, products)))
  find('#order-number').hidden = false
  find('#order-number code').textContent = order.reference
  if (drawnFor !== order.orderId) find('#summary').open = roomy.matches
  drawnFor = order.orderId
}

function summaryLine({ sku, quantity }, products) {
  const product = products.find((candidate) => candidate.sku === sku)
  const line = find('#summary-line-template').content.cloneNode(true)
  line.querySelector('.times').textContent = `× ${quantity}`
  if (!product) return line
  line.querySelector('img').src = product.picture
  line.querySelector('.name').textContent = product.name[language()]
  line.querySelector('.line-total').textContent = baht(quantity * product.priceSatang)
  return line
}
