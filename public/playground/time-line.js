/** The requests that the server reports: one line for each exchange, to unfold. */
import { clearTimeline } from '/playground/api.js'
import { make } from '/playground/make.js'
import { keysOf } from '/playground/own-requests.js'
import { inWords, words } from '/playground/words.js'

const list = document.querySelector('#entries')
const empty = document.querySelector('#empty')
const link = document.querySelector('#link')
const onlyMine = document.querySelector('#only-mine')

/** `orderId` returns the order that this page pays now, if any. */
export function startTimeLine(events, orderId) {
  /** By key: what is known, and its line. */
  const lines = new Map()
  let isLive = true

  document.querySelector('#clear').addEventListener('click', clearTimeline)
  events.addEventListener('start', () => {
    lines.clear()
    list.replaceChildren()
    empty.hidden = false
  })
  events.addEventListener('entry', ({ data }) => {
    const entry = JSON.parse(data)
    const isNew = !lines.has(entry.key)
    put(entry)
    // What caused an exchange may arrive after it: a poll arrives with its response.
    if (isNew)
      for (const other of [...lines.values()]) if (other.entry.cause === entry.key) put(other.entry)
    showOwn()
  })
  onlyMine.addEventListener('change', showOwn)
  events.addEventListener('open', () => showLink(true))
  events.addEventListener('error', () => showLink(false))
  inWords(() => {
    showLink(isLive)
    for (const { entry } of [...lines.values()]) put(entry)
    showOwn()
  })

  function showOwn() {
    const known = [...lines.values()]
    const own =
      onlyMine.checked &&
      keysOf(
        orderId(),
        known.map(({ entry }) => entry),
      )
    for (const { entry, line } of known) line.hidden = own && !own.has(entry.key)
  }

  function put(entry) {
    const before = lines.get(entry.key)
    const line = entry.kind === 'note' ? noteLine(entry) : exchangeLine(entry, lines)
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80
    const wasOpen = before?.line.querySelector('details')?.open === true
    const hadFocus = before?.line.contains(document.activeElement)
    if (wasOpen) line.querySelector('details').open = true
    if (before) before.line.replaceWith(line)
    else insert(line, entry.key)
    lines.set(entry.key, { entry, line })
    if (hadFocus) line.querySelector('summary')?.focus()
    empty.hidden = true
    if (isAtEnd && !before) list.scrollTop = list.scrollHeight
  }

  /** By their beginning: an answer may be heard before a question that began earlier is told again. */
  function insert(line, key) {
    const later = [...list.children].find((other) => Number(other.dataset.key) > key)
    list.insertBefore(line, later ?? null)
  }

  function showLink(live) {
    isLive = live
    const state = live ? 'live' : 'lost'
    link.dataset.state = state
    link.textContent = words().link[state]
  }
}

function noteLine({ key, at, code, subject }) {
  return make(
    'li',
    { class: 'note', 'data-key': key, 'data-step': code },
    make('span', { class: 'at' }, timeOf(at)),
    make('p', {}, words().notes[code](subject)),
  )
}

function exchangeLine(entry, lines) {
  const { key, at, step, from, to, method, path, answer, times } = entry
  return make(
    'li',
    { 'data-key': key, 'data-step': step, 'data-from': from, 'data-to': to },
    make(
      'details',
      {},
      make(
        'summary',
        {},
        make('span', { class: 'at' }, timeOf(at)),
        make(
          'span',
          { class: 'parties' },
          party(from),
          make('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'),
          party(to),
        ),
        statusOf(answer),
        make('span', { class: 'what' }, titleOf(entry)),
        times > 1 && make('span', { class: 'times' }, `×${times}`),
        make('code', { class: 'path' }, `${method} ${path}`),
      ),
      causeOf(entry, lines),
      message(words().request, entry.request),
      answer && message(words().answer, answer, words().took(answer.ms)),
    ),
  )
}

function party(name) {
  return make('span', { class: 'party', 'data-party': name }, words().parties[name])
}

function statusOf(answer) {
  if (!answer) return make('span', { class: 'status', 'data-kind': 'waiting' }, words().waiting)
  const { status } = answer
  if (status === null) return make('span', { class: 'status', 'data-kind': 'bad' }, words().cut)
  const kind = status < 300 ? 'good' : status < 400 ? 'on' : 'bad'
  return make('span', { class: 'status', 'data-kind': kind }, status)
}

function titleOf({ step, to, from, method, path, request }) {
  const { steps } = words()
  const event = /"key": "([\w.]+)"/.exec(request.body ?? '')?.[1] ?? ''
  if (step === 'webhook') return steps.webhook(event)
  if (step === 'authorize') return method === 'GET' ? steps.arrive : steps.decide
  if (step === 'reconcile') return /^\/charges\/\w+$/.test(path) ? steps.read : steps.look
  if (step === 'source') return from === 'buyer' ? steps.source : steps.sourceByServer
  return steps[`${step}At${to}`] ?? steps[step] ?? steps.other
}

function causeOf({ cause, to }, lines) {
  if (cause === 'clock') return make('p', { class: 'cause' }, words().byClock)
  const because = lines.get(cause)?.entry
  if (to !== 'omise' || !because) return null
  return make('p', { class: 'cause' }, words().because(titleOf(because)))
}

function message(heading, { headers, body }, note) {
  const head = headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  return make(
    'div',
    { class: 'message' },
    make('h3', {}, heading, note && make('span', { class: 'took' }, ` · ${note}`)),
    head === '' ? null : make('pre', { class: 'head', tabindex: '0' }, head),
    body === null
      ? make('p', { class: 'none' }, words().noBody)
      : make('pre', { tabindex: '0' }, body),
  )
}

function timeOf(at) {
  const date = new Date(at)
  const two = (number) => String(number).padStart(2, '0')
  const ms = String(date.getMilliseconds()).padStart(3, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`
}
