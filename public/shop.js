/** The shop's front page: products, cart, and the way to the checkout. */
import { keepOnly, readCart } from '/cart.js'
import { totalOf } from '/cart-total.js'
import { clearCart, showCart } from '/cart-view.js'
import { onLanguageChange } from '/language.js'
import { hideNotice, showNotice } from '/notice.js'
import { checkoutAddress, orderCart, returnAddress } from '/ordering.js'
import { hideCards, showEmptyCards, showProducts, updateCards } from '/product-grid.js'
import { readConfig, readProducts } from '/shop-api.js'

const checkOutButton = document.querySelector('#check-out')
const cart = document.querySelector('#cart')
const shopNotice = document.querySelector('#shop-notice')
const orderNotice = document.querySelector('#order-notice')
let products = []
let limits
let ordering = false

onLanguageChange(redraw)
checkOutButton.addEventListener('click', checkOut)
window.addEventListener('pageshow', comeBack)
window.addEventListener('storage', updateCart)
watchCart()
openShop()

async function openShop() {
  hideNotice(shopNotice)
  cart.hidden = false
  showEmptyCards()
  try {
    const [config, sold] = await Promise.all([readConfig(), readProducts()])
    limits = config.limits
    products = sold
    keepOnly(products.map(({ sku }) => sku))
    redraw()
  } catch (problem) {
    hideCards()
    cart.hidden = true
    showNotice(shopNotice, problem, openShop)
  }
}

async function checkOut() {
  if (ordering) return
  setOrdering(true)
  hideNotice(orderNotice)
  try {
    const order = await orderCart(totalOf(readCart().items, products))
    location.assign(order.paid ? returnAddress(order) : checkoutAddress(order))
  } catch (problem) {
    setOrdering(false)
    showNotice(orderNotice, problem, checkOut)
  }
}

function setOrdering(isOrdering) {
  ordering = isOrdering
  checkOutButton.setAttribute('aria-busy', String(ordering))
  document.querySelector('#check-out-idle').hidden = ordering
  document.querySelector('#check-out-busy').hidden = !ordering
}

/** A page that the browser kept while the buyer was away still says "making your order". */
function comeBack({ persisted }) {
  if (!persisted) return
  setOrdering(false)
  updateCart()
}

function redraw() {
  if (products.length === 0) return
  clearCart()
  showProducts(products, cartChanged)
  updateCart()
}

function cartChanged(announcement) {
  document.querySelector('#announcement').textContent = announcement
  hideNotice(orderNotice)
  updateCart()
}

function updateCart() {
  if (products.length === 0) return
  updateCards()
  showCart(products, limits, cartChanged)
}

/** On a phone, a bar leads to the cart for as long as the cart is out of sight. */
function watchCart() {
  const bar = document.querySelector('#cart-bar')
  const observer = new IntersectionObserver(([sight]) => {
    bar.classList.toggle('away', sight.isIntersecting)
  })
  observer.observe(cart)
}
