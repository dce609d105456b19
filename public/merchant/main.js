/** Which view is shown: sign in, the orders, one order, events, or the sweep. */
import { findToken, forgetToken } from './api.js'
import { element } from './element.js'
import { timeOfDay } from './format.js'
import { startLanguage, text } from './language.js'
import { announce, problemNotice } from './notice.js'
import { orderView } from './order-view.js'
import { ordersView } from './orders-view.js'
import { signInView } from './sign-in.js'
import { sweepView } from './sweep-view.js'
import { undeliveredView } from './undelivered-view.js'

const find = (selector) => document.querySelector(selector)
/** What was read longer ago is read again when somebody comes back to the tab. */
const staleMs = 60_000

let shown

startLanguage(find('#language'), () => open({ keepsFocus: true }))
find('#sign-out').addEventListener('click', () => {
  forgetToken()
  location.hash = '#/'
  open()
})
find('.skip').addEventListener('click', (event) => {
  // The address names the view, so the link past the header must not change it.
  event.preventDefault()
  find('#view').focus()
})
addEventListener('hashchange', () => open())
document.addEventListener('visibilitychange', () => {
  const isStale = shown !== undefined && Date.now() - shown.readAt > staleMs
  if (!document.hidden && isStale && !find('dialog')) shown.reload()
})
open({ keepsFocus: true })

/** Shows the view that the address names. `keepsFocus`: nobody has gone anywhere. */
async function open({ keepsFocus = false } = {}) {
  const token = findToken()
  if (token === undefined || token === '') return signIn()
  const { view, query } = route()
  find('dialog')?.close()
  find('#sign-out').hidden = false
  find('#sections').hidden = false
  for (const link of document.querySelectorAll('[data-section]'))
    link.setAttribute('aria-current', link.dataset.section === view.section ? 'page' : 'false')

  const content = element('div', { class: 'content', 'aria-busy': 'true' }, view.waiting(query))
  const status = element('div', { class: 'status' })
  const mine = { readAt: Number.POSITIVE_INFINITY, reload: (said) => read(said) }
  let asked = 0
  shown = mine
  find('#view').replaceChildren(...view.frame(query), status, content)
  setTitle()
  if (!keepsFocus) focusHeading()
  await read()

  async function read(said) {
    await settle(() => view.read(query), said)
  }

  /** Shows what comes; what was there stays when nothing does, and is said to be old. */
  async function settle(work, said) {
    const turn = ++asked
    // An answer that was overtaken must not take the place of a newer one.
    const isOvertaken = () => shown !== mine || turn !== asked
    content.setAttribute('aria-busy', 'true')
    try {
      const answer = await work()
      if (isOvertaken()) return
      const { activeElement } = document
      const hadFocus = content.contains(activeElement) || status.contains(activeElement)
      mine.readAt = Date.now()
      const parts = view.show(answer, query, { reload: mine.reload, act })
      content.replaceChildren(...parts.filter((part) => part !== null))
      status.replaceChildren(...asOf(said, mine))
      setTitle()
      if (hadFocus) focusAgain(activeElement)
    } catch (problem) {
      if (isOvertaken()) return
      if (problem.code === 'unauthorized') return signIn(problem)
      const isEmpty = mine.readAt === Number.POSITIVE_INFINITY
      if (isEmpty) content.replaceChildren()
      const old = isEmpty
        ? null
        : element('p', { class: 'soft' }, text().asOf(timeOfDay(mine.readAt)))
      status.replaceChildren(
        problemNotice(named(problem, view), () => read()),
        old ?? '',
      )
    }
    content.setAttribute('aria-busy', 'false')
  }

  /** Does what a button of the view stands for, once at a time. */
  async function act(button, busyWords, work) {
    if (button.getAttribute('aria-disabled') === 'true') return
    const words = button.textContent
    button.setAttribute('aria-disabled', 'true')
    button.textContent = busyWords
    announce(busyWords)
    await settle(work)
    button.removeAttribute('aria-disabled')
    button.textContent = words
  }
}

function asOf(said, { readAt, reload }) {
  return [
    said === undefined ? '' : element('p', { class: 'said' }, said),
    element(
      'p',
      { class: 'soft as-of' },
      text().asOf(timeOfDay(readAt)),
      ' ',
      element(
        'button',
        { type: 'button', class: 'plain', id: 'refresh', click: () => reload() },
        text().refresh,
      ),
    ),
  ]
}

function signIn(problem) {
  forgetToken()
  shown = undefined
  find('dialog')?.close()
  find('#sign-out').hidden = true
  find('#sections').hidden = true
  find('#view').replaceChildren(signInView(problem, () => open()))
  setTitle()
  find('#token').focus()
}

/** Nothing at the list's address: the server has no merchant's view. Nothing at an order's: no such order. */
function named(problem, view) {
  if (problem.code === 'not_found' && view !== orderView) problem.code = 'no_view'
  return problem
}

function route() {
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?')
  const orderId = /^order\/([\w-]+)$/.exec(path)?.[1]
  if (orderId !== undefined) return { view: orderView, query: { orderId } }
  if (path === 'events') return { view: undeliveredView, query: {} }
  if (path === 'sweep') return { view: sweepView, query: {} }
  return { view: ordersView, query: Object.fromEntries(new URLSearchParams(search)) }
}

function setTitle() {
  const heading = find('h1')?.textContent
  document.title =
    heading === undefined ? text().page.merchant : `${heading} · ${text().page.merchant}`
}

/** What has the focus is drawn anew: its successor gets it. */
function focusAgain({ id }) {
  const successor = id === '' ? null : document.getElementById(id)
  if (successor === null) focusHeading()
  else successor.focus()
}

function focusHeading() {
  find('h1')?.focus()
}
