import { readSweep, runSweep } from './api.js'
import { code, element, facts, viewHeading } from './element.js'
import { moment } from './format.js'
import { text } from './language.js'

/** The daily comparison of Omise's charges with the orders: what the last one found, and another one now. */
export const sweepView = {
  section: 'sweep',
  read: () => readSweep(),
  frame: () => [
    viewHeading(text().sweep.heading),
    element('p', { class: 'soft' }, text().sweep.explained),
  ],
  waiting: () => element('div', { class: 'panel waiting' }),
  show: ({ last, nextAt }, _query, { act }) => [
    element(
      'div',
      { class: 'panel' },
      last === null ? element('p', {}, text().sweep.none) : summary(last, nextAt),
      element(
        'button',
        {
          type: 'button',
          class: 'button',
          id: 'run-sweep',
          click: ({ currentTarget }) => act(currentTarget, text().sweep.running, runSweep),
        },
        text().sweep.run,
      ),
    ),
    last === null || last.findings.length === 0 ? null : findingList(last),
  ],
}

function summary(last, nextAt) {
  const words = text().sweep
  return [
    element(
      'p',
      { class: 'verdict', 'data-found': String(last.found > 0) },
      last.found === 0 ? words.fits : words.found(last.found),
    ),
    facts([
      [words.at, moment(last.endedAt)],
      [words.since, moment(last.since)],
      [words.charges, String(last.charges)],
      [words.notOurs, String(last.notOurs)],
      [words.unreadable, last.unreadable === 0 ? null : String(last.unreadable)],
      [words.next, moment(nextAt)],
    ]),
  ]
}

function findingList({ findings, found }) {
  const words = text().sweep
  return element(
    'section',
    { class: 'panel' },
    element('h2', {}, words.findings),
    found > findings.length
      ? element('p', { class: 'soft' }, words.firstOf(findings.length, found))
      : null,
    element(
      'ol',
      { class: 'things' },
      findings.map((one) =>
        element(
          'li',
          {},
          element('h3', {}, words.kinds[one.kind] ?? one.kind),
          facts([
            [text().attempts.charge, code(one.chargeId)],
            [
              text().orderId,
              one.orderId === null
                ? null
                : element('a', { href: `#/order/${one.orderId}` }, code(one.orderId)),
            ],
            [words.detail, element('span', { lang: 'en' }, one.detail)],
          ]),
        ),
      ),
    ),
  )
}
