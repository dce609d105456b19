import { readOrders } from './api.js'
import { code, element, viewHeading } from './element.js'
import { badge, baht, failureName, methodName, moment } from './format.js'
import { text } from './language.js'

const states = [
  'paid',
  'pending',
  'unpaid',
  'partially_refunded',
  'refunded',
  'voided',
  'cancelled',
]

/** The list: newest first, by state, or what a search has found. */
export const ordersView = {
  section: 'orders',
  read: (query) => readOrders(query),
  frame: (query) => [
    viewHeading(text().page.orders),
    searchForm(query),
    query.id === undefined ? filters(query) : element('p', { class: 'found' }, foundFor(query.id)),
  ],
  waiting: () => list(skeletons(), { class: 'waiting', 'aria-hidden': 'true' }),
  show({ orders, next }, query) {
    if (orders.length === 0) return [element('p', { class: 'empty' }, emptyWords(query))]
    return [
      list(orders.map(line)),
      next === null && query.after === undefined
        ? null
        : element(
            'nav',
            { class: 'pages', 'aria-label': text().pages },
            query.after === undefined
              ? null
              : element(
                  'a',
                  { class: 'button quiet', href: address({ state: query.state }) },
                  text().newest,
                ),
            next === null
              ? null
              : element(
                  'a',
                  { class: 'button quiet', href: address({ state: query.state, after: next }) },
                  text().older,
                ),
          ),
    ]
  },
}

/** Lines under the names of their columns; a line says by itself what it is about. */
function list(lines, attributes = {}) {
  const names = Object.entries(text().columns)
  return element(
    'div',
    attributes,
    element(
      'p',
      { class: 'columns-of-orders', 'aria-hidden': 'true' },
      names.map(([column, words]) => element('span', { 'data-column': column }, words)),
    ),
    element('ul', { class: 'orders' }, lines),
  )
}

function line(order) {
  return element(
    'li',
    {},
    element(
      'a',
      { href: `#/order/${order.orderId}` },
      element('span', { class: 'amount' }, baht(order.amount)),
      badge(order.state),
      element('span', { class: 'id' }, code(order.reference)),
      element('span', { class: 'what' }, whatOf(order)),
      element('span', { class: 'when' }, moment(order.createdAt)),
    ),
  )
}

/** What somebody in the shop asks first: what is wrong, or how it was paid. */
function whatOf({ state, attempts, lastAttempt, refundedAmount }) {
  if (lastAttempt === null) return text().attemptCount(attempts)
  if (lastAttempt.reversedAt) return text().attempts.reversed
  if (lastAttempt.disputedAt) return text().attempts.disputed
  const { failureCode, method } = lastAttempt
  const ended = failureCode ? failureName(failureCode) : text().attemptStates[lastAttempt.state]
  const parts = [
    refundedAmount > 0 ? text().givenBack(baht(refundedAmount)) : null,
    state === 'unpaid' ? ended : null,
    method && methodName(method),
    attempts > 1 ? text().attemptCount(attempts) : null,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

function filters({ state: chosen }) {
  const filter = (state, words) =>
    element(
      'a',
      { href: address({ state }), 'aria-current': state === chosen ? 'true' : null },
      words,
    )
  return element(
    'nav',
    { class: 'filters', 'aria-label': text().filters },
    filter(undefined, text().all),
    states.map((state) => filter(state, text().states[state])),
  )
}

function searchForm({ id = '' }) {
  const field = element('input', {
    id: 'search',
    type: 'search',
    value: id,
    placeholder: text().search.example,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    maxlength: '80',
  })
  const submit = (event) => {
    event.preventDefault()
    const wanted = field.value.trim()
    location.hash = address(wanted === '' ? {} : { id: wanted })
  }
  return element(
    'form',
    { class: 'search', role: 'search', submit },
    element('label', { for: 'search', class: 'unseen' }, text().search.label),
    field,
    element('button', { class: 'button quiet' }, text().search.find),
  )
}

function foundFor(id) {
  return [
    text().search.foundFor,
    ' ',
    code(id),
    ' · ',
    element('a', { href: '#/' }, text().search.all),
  ]
}

function emptyWords({ id, state }) {
  if (id !== undefined) return text().search.nothing
  return state === undefined ? text().noOrders : text().noOrdersInState
}

/** As high as the lines that come, so that nothing moves when they do. */
function skeletons() {
  return Array.from({ length: 8 }, () => element('li', {}))
}

function address(query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0 ? '#/' : `#/?${new URLSearchParams(given)}`
}
