/** The live widget: an order of the chosen amount, in the chosen way, and what may be done when it is paid. */
import { makeOrder, refundOrder } from '/playground/api.js'
import { ways } from '/playground/ways.js'
import { inWords, words } from '/playground/words.js'
import { readConfig, readPayment } from '/shop-api.js'

const stage = document.querySelector('#stage')
const told = document.querySelector('#told')
const newPayment = document.querySelector('#new-payment')
const refund = document.querySelector('#refund')

export function startPaying(options) {
  let takeAway = () => {}
  let order
  let paidOrderId
  let shown = Promise.resolve()

  newPayment.addEventListener('click', begin)
  refund.addEventListener('click', giveBack)
  document.addEventListener('tmn:result', ({ detail }) => showResult(detail))
  // By the back button from TrueMoney, to a page that was kept: the widget knows what to do.
  window.addEventListener('hashchange', show)
  inWords(() => told.replaceChildren())
  show()

  return {
    /** Called with the names of options that have changed. */
    async change(names) {
      dress()
      if (names.includes('amount')) await begin()
      else if (names.includes('way') || names.includes('locale')) await show()
    },
    orderId: () => order?.orderId ?? addressed('tmn-')?.orderId,
  }

  /** One after the other: an option may change while an order is being made for the one before. */
  function show() {
    shown = shown.then(draw)
    return shown
  }

  /** The same with another order than that of the address. */
  function begin() {
    shown = shown.then(() => {
      history.replaceState(null, '', location.pathname + location.search)
      order = undefined
    })
    return show()
  }

  async function draw() {
    const { way, amount, locale } = options()
    dress()
    told.textContent = ''
    refund.hidden = true
    takeAway()
    stage.replaceChildren()
    stage.setAttribute('aria-busy', 'true')
    try {
      const config = await readConfig()
      const hasReturned = addressed('tmn-') !== undefined
      if (!hasReturned) order ??= (await orderInAddress()) ?? (await newOrder(amount))
      const place = document.createElement('div')
      stage.replaceChildren(place)
      takeAway = await ways[way](place, {
        config,
        locale,
        order: hasReturned ? undefined : order,
        buttonLabel: words().payButton[locale],
        chargeSource,
        onResult: showResult,
      })
    } catch (error) {
      told.textContent = words().failed(error.message)
    }
    stage.removeAttribute('aria-busy')
  }

  async function newOrder(amount) {
    const made = await makeOrder(amount)
    // In the address it survives a reload and the back button; names with `tmn-` would say that the buyer came back.
    const fragment = new URLSearchParams({ order: made.orderId, token: made.token })
    history.replaceState(null, '', `${location.pathname}${location.search}#${fragment}`)
    return made
  }

  async function orderInAddress() {
    const known = addressed('')
    const payment = known && (await readPayment(known).catch(() => undefined))
    return payment && { ...known, amount: payment.amount }
  }

  /** What a server for Omise.js does with the source of its form. */
  async function chargeSource({ orderId, token, amount }, source) {
    const response = await fetch(`/api/orders/${orderId}/charge`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ source, amount }),
    })
    const answer = await response.json()
    if (response.ok) location.assign(answer.authorizeUri)
    else told.textContent = words().failed(answer.detail ?? answer.title)
  }

  function showResult({ orderId, status, refundedAmount }) {
    paidOrderId = orderId
    refund.hidden = status !== 'successful' || refundedAmount !== undefined
  }

  async function giveBack() {
    refund.disabled = true
    try {
      await refundOrder(paidOrderId)
      told.textContent = words().refunded
      refund.hidden = true
      newPayment.focus()
    } catch (error) {
      told.textContent = words().failed(error.message)
    }
    refund.disabled = false
  }

  /** Theme and colour are the page's: the checkout follows them wherever it is. */
  function dress() {
    const { theme, accent } = options()
    const { dataset, style } = document.documentElement
    if (theme === 'auto') delete dataset.tmnTheme
    else dataset.tmnTheme = theme
    if (accent === '') style.removeProperty('--tmn-accent')
    else style.setProperty('--tmn-accent', accent)
  }
}

function addressed(prefix) {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const orderId = fragment.get(`${prefix}order`)
  const token = fragment.get(`${prefix}token`)
  return orderId && token ? { orderId, token } : undefined
}
