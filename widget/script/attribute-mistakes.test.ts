import { expect, it } from 'vitest'
import { attributeMistakes } from './attribute-mistakes.ts'
import { attributeNames } from './script-attributes.ts'

const mistakesOf = (attributes: Record<string, string>) =>
  attributeMistakes({
    getAttributeNames: () => Object.keys(attributes),
    getAttribute: (name) => attributes[name] ?? null,
  })

it('finds nothing wrong with every attribute that there is', () => {
  const attributes = attributeNames.map((name) => [`data-tmn-${name}`, ''])
  expect(mistakesOf(Object.fromEntries(attributes))).toEqual([])
})

it.each([
  ['publickey', 'public-key'],
  ['key', 'public-key'],
  ['order', 'order-id'],
  ['orderid', 'order-id'],
  ['token', 'order-token'],
  ['ammount', 'amount'],
  ['chargeurl', 'charge-url'],
  ['server', 'server-url'],
  ['omise-uri', 'omise-url'],
  ['authorise-hosts', 'authorize-hosts'],
  ['local', 'locale'],
  ['label', 'button-label'],
  ['button', 'button-label'],
])('knows no data-tmn-%s and names data-tmn-%s', (wrong, right) => {
  expect(mistakesOf({ [`data-tmn-${wrong}`]: 'x' })).toEqual([
    `data-tmn-${wrong} is not known; did you mean data-tmn-${right}?`,
  ])
})

it('does not concern itself with attributes of others', () => {
  expect(mistakesOf({ id: 'pay', 'data-key': 'x', 'data-tmnx-a': 'y' })).toEqual([])
})

it.each(['', 'inline', 'button'])('knows a checkout of the kind %j', (kind) => {
  expect(mistakesOf({ 'data-tmn-checkout': kind })).toEqual([])
})

it('says what a checkout of another kind becomes', () => {
  expect(mistakesOf({ 'data-tmn-checkout': 'popup' })).toEqual([
    'data-tmn-checkout: expected nothing, "inline" or "button", got "popup"; inline is shown.',
  ])
})
