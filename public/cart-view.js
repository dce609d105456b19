/**
 * The cart on the page: a line per product, the total, and what the payment
 * limits say about it. Lines are updated in place, so that the button under the
 * buyer's finger keeps the focus.
 */
import { quantityOf, readCart, setQuantity } from '/cart.js'
import { totalOf } from '/cart-total.js'
import { fillTexts, language, text } from '/language.js'
import { baht } from '/money.js'

const find = (selector) => document.querySelector(selector)
const list = find('#cart-lines')
const template = find('#cart-line-template')
const lines = new Map()

export function showCart(products, limits, onCartChange) {
  const { items } = readCart()
  const bySku = new Map(products.map((product) => [product.sku, product]))
  for (const [sku, line] of lines) {
    if (quantityOf(sku) > 0) continue
    line.remove()
    lines.delete(sku)
  }
  for (const { sku, quantity } of items) {
    if (!bySku.has(sku)) continue
    if (!lines.has(sku)) lines.set(sku, addLine(bySku.get(sku), onCartChange))
    fillLine(lines.get(sku), bySku.get(sku), quantity)
  }
  showSum(items, totalOf(items, products), limits)
}

/** Takes the lines off the page, for instance to draw them in another language. */
export function clearCart() {
  list.replaceChildren()
  lines.clear()
}

function showSum(items, total, limits) {
  const pieces = items.reduce((sum, { quantity }) => sum + quantity, 0)
  find('#cart-empty').hidden = pieces > 0
  find('#cart-sum').hidden = pieces === 0
  find('#cart-bar').hidden = pieces === 0
  find('#cart-total').textContent = baht(total)
  find('#cart-bar-total').textContent = baht(total)
  find('#cart-pieces').textContent = pieces > 0 ? String(pieces) : ''
  for (const count of document.querySelectorAll('[data-count]')) {
    count.textContent = pieces > 0 ? text().cartCount(pieces) : ''
  }
  const warning = limitWarning(total, limits)
  const notice = find('#limit-notice')
  notice.hidden = warning === ''
  if (notice.textContent !== warning) notice.textContent = warning
  find('#check-out').disabled = warning !== ''
}

function limitWarning(total, { minAmount, maxAmount }) {
  if (total < minAmount) return text().belowLimit(baht(minAmount), baht(minAmount - total))
  if (total > maxAmount) return text().aboveLimit(baht(maxAmount), baht(total - maxAmount))
  return ''
}

function addLine(product, onCartChange) {
  const { sku, picture } = product
  const name = product.name[language()]
  const fragment = template.content.cloneNode(true)
  const line = fragment.querySelector('.cart-line')
  const input = fragment.querySelector('input')
  fillTexts(fragment)
  fragment.querySelector('img').src = picture
  fragment.querySelector('.name').textContent = name
  for (const label of fragment.querySelectorAll('[data-name]')) label.textContent = name
  input.setAttribute('aria-label', `${text().quantity} ${name}`)

  const change = (quantity) => {
    setQuantity(sku, quantity)
    onCartChange(quantityOf(sku) === 0 ? text().removedFromCart(name) : '')
    if (quantityOf(sku) === 0) find('#cart-heading').focus()
  }
  for (const button of fragment.querySelectorAll('[data-step]')) {
    button.addEventListener('click', () => change(quantityOf(sku) + Number(button.dataset.step)))
  }
  input.addEventListener('change', () => {
    const wanted = Number.parseInt(input.value, 10)
    change(Number.isNaN(wanted) ? quantityOf(sku) : wanted)
  })
  list.append(fragment)
  return line
}

function fillLine(line, { priceSatang }, quantity) {
  line.querySelector('.each').textContent = text().each(baht(priceSatang))
  line.querySelector('.line-total').textContent = baht(quantity * priceSatang)
  line.querySelector('input').value = String(quantity)
  line.querySelector('[data-fewer]').textContent = quantity === 1 ? text().remove : text().fewer
  line.querySelector('[data-step="-1"]').classList.toggle('removes', quantity === 1)
}
