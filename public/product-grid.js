/** The counter: one card per product, each with a button that puts one into the cart. */
import { maximumQuantity, quantityOf, setQuantity } from '/cart.js'
import { fillTexts, language, text } from '/language.js'
import { baht } from '/money.js'

const expectedProducts = 6
const grid = document.querySelector('#product-grid')
const template = document.querySelector('#product-template')
const cards = new Map()

/** Cards without words or pictures, so that nothing moves when the real ones come. */
export function showEmptyCards() {
  const placeholders = Array.from({ length: expectedProducts }, () => {
    const card = template.content.cloneNode(true)
    card.querySelector('.product').classList.add('placeholder')
    card.querySelector('img').remove()
    card.querySelector('button').disabled = true
    return card
  })
  grid.replaceChildren(...placeholders)
  grid.setAttribute('aria-busy', 'true')
}

export function hideCards() {
  grid.replaceChildren()
  grid.setAttribute('aria-busy', 'false')
}

export function showProducts(products, onCartChange) {
  cards.clear()
  grid.replaceChildren(...products.map((product) => productCard(product, onCartChange)))
  grid.setAttribute('aria-busy', 'false')
  updateCards()
}

/** Tells on each card how many of the product are in the cart. */
export function updateCards() {
  for (const [sku, card] of cards) {
    const quantity = quantityOf(sku)
    const chip = card.querySelector('.in-cart')
    chip.hidden = quantity === 0
    chip.textContent = text().inCart(quantity)
    card.querySelector('button').disabled = quantity >= maximumQuantity
  }
}

function productCard(product, onCartChange) {
  const { sku, picture, priceSatang } = product
  const name = product.name[language()]
  const fragment = template.content.cloneNode(true)
  fillTexts(fragment)
  fragment.querySelector('img').src = picture
  fragment.querySelector('h3').textContent = name
  fragment.querySelector('.description').textContent = product.description[language()]
  fragment.querySelector('.price').textContent = baht(priceSatang)
  fragment.querySelector('[data-name]').textContent = name
  fragment.querySelector('button').addEventListener('click', ({ currentTarget }) => {
    setQuantity(sku, quantityOf(sku) + 1)
    onCartChange(text().addedToCart(name, quantityOf(sku)))
    // The bar at the bottom may just have come, and may not stay in front of what was pressed.
    currentTarget.scrollIntoView({ block: 'nearest' })
  })
  cards.set(sku, fragment.querySelector('.product'))
  return fragment
}
