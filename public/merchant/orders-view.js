import { readOrders } from './api.js'
import { code, element, viewHeading } from './element.js'
import { badge, baht, moment } from './format.js'
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
  waiting: () => element('ul', { class: 'orders waiting', 'aria-hidden': 'true' }, skeletons()),
  show({ orders, next }, query) {
    if (orders.length === 0) return [element('p', { class: 'empty' }, emptyWords(query))]
    return [
      element('ul', { class: 'orders' }, orders.map(line)),
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

function line(order) {
  const { lastAttempt, attempts } = order
  const failure = order.state === 'unpaid' ? lastAttempt?.failureCode : null
  const trouble = lastAttempt?.reversedAt ? 'reversed' : lastAttempt?.disputedAt ? 'disputed' : null
  return element(
    'li',
    {},
    element(
      'a',
      { href: `#/order/${order.orderId}` },
      element('span', { class: 'amount' }, baht(order.amount)),
      badge(order.state),
      element('span', { class: 'id' }, code(order.reference)),
      element(
        'span',
        { class: 'what' },
        trouble !== null
          ? text().attempts[trouble]
          : order.refundedAmount > 0
            ? text().givenBack(baht(order.refundedAmount))
            : (failure ?? text().attemptCount(attempts)),
      ),
      element('span', { class: 'when' }, moment(order.createdAt)),
    ),
  )
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
