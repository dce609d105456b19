/**
 * The ways to embed the checkout, each as a merchant's page does it. A way puts
 * the checkout into the stage and answers how to take it away. Without an
 * `order` the checkout finds it in the address: the buyer came back.
 */

export const ways = { script, omise, preact, react, element }

async function script(stage, { order, locale, config }) {
  const host = document.createElement('div')
  host.dataset.tmnCheckout = ''
  write(host, 'data-tmn-', attributesOf(order, locale, config))
  stage.append(host)
  const [checkout] = window.TrueMoneyCheckout.load()
  return () => checkout?.unmount()
}

async function element(stage, { order, locale, config }) {
  await load('/truemoney-checkout-element.js')
  const checkout = document.createElement('truemoney-checkout')
  write(checkout, '', attributesOf(order, locale, config))
  stage.append(checkout)
  return () => checkout.remove()
}

async function preact(stage, props) {
  const { showCheckout } = await load('/playground/live/preact.js')
  return showCheckout(stage, propsOf(props))
}

async function react(stage, props) {
  const { showCheckout } = await load('/playground/live/react.js')
  return showCheckout(stage, propsOf(props))
}

/** A page of Omise.js has a form, and a server that charges what the form brings. */
async function omise(stage, { order, locale, config, buttonLabel, chargeSource }) {
  if (!order) return script(stage, { order, locale, config })
  await load('/omise-compatible.js')
  const form = document.createElement('form')
  form.className = 'omise-form'
  const tag = document.createElement('script')
  const { publicKey, omiseUrl } = config
  Object.assign(tag.dataset, { key: publicKey, amount: order.amount, currency: 'THB' })
  Object.assign(tag.dataset, { locale, buttonLabel, tmnOmiseUrl: omiseUrl })
  form.append(tag)
  stage.append(form)
  window.TrueMoneyOmiseCompatible.start(tag)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    chargeSource(order, new FormData(form).get('omiseSource'))
  })
  return () => form.remove()
}

/** What is built is asked for when it is needed, also from a server that would build it itself. */
function load(address) {
  return import(/* @vite-ignore */ address)
}

function attributesOf(order, locale, { publicKey, omiseUrl, authorizeHosts }) {
  return {
    'public-key': publicKey,
    'omise-url': omiseUrl,
    'authorize-hosts': authorizeHosts.join(' '),
    locale,
    ...(order && { 'order-id': order.orderId, 'order-token': order.token, amount: order.amount }),
  }
}

function propsOf({ order, locale, config, onResult }) {
  const { publicKey, omiseUrl, authorizeHosts } = config
  return { publicKey, omiseUrl, authorizeHosts, locale, onResult, ...(order && { order }) }
}

function write(host, prefix, attributes) {
  for (const [name, value] of Object.entries(attributes)) host.setAttribute(prefix + name, value)
}
