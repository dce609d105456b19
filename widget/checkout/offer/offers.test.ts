import { describe, expect, it } from 'vitest'
import { offersFor, offersOf, otherMethod } from './offers.ts'

const phone = { method: 'truemoney' } as const
const app = { method: 'truemoney_jumpapp' } as const
const qr = { method: 'truemoney_qr' } as const
const limited = { ...app, limits: { minAmount: 10_000, maxAmount: 5_000_000 } } as const
const names = (...offers: { method: string }[]) => offers.map(({ method }) => method)

describe('what is offered', () => {
  it.each([
    ['the phone alone where nobody says anything', undefined, undefined, [phone]],
    ['what the page wants where the server says nothing', [app.method], undefined, [app]],
    ['the app first, whatever the server’s order', undefined, [phone, app], [app, phone]],
    ['the only one of the account', undefined, [app], [app]],
    ['the page’s order', [phone.method, app.method], [app, phone], [phone, app]],
    ['no more than the page wants', [phone.method], [app, phone], [phone]],
    ['no more than the server takes', [app.method, phone.method], [phone], [phone]],
    ['no code that the page did not ask for', undefined, [qr, app], [app]],
    ['the code where there is nothing else', undefined, [qr], [qr]],
    ['the code where the page asks for it', [qr.method, app.method], [app, qr], [qr, app]],
    ['each once', [app.method, app.method], undefined, [app]],
    ['nothing where the account has nothing', undefined, [], []],
    ['nothing where page and account agree on nothing', [app.method], [phone], []],
    ['nothing that is not known here', undefined, [{ method: 'hologram' }, phone], [phone]],
  ])('is %s', (_what, wanted, server, offers) => {
    expect(names(...offersOf(wanted, server))).toEqual(names(...offers))
  })

  it('keeps the server’s limits', () => {
    expect(offersOf(undefined, [limited])).toEqual([limited])
  })
})

it.each([
  [9_999, [phone]],
  [10_000, [limited, phone]],
  [5_000_000, [limited, phone]],
  [5_000_001, [phone]],
])('offers for %i satang what takes it', (amount, offers) => {
  expect(offersFor(amount, [limited, phone])).toEqual(offers)
})

it.each([
  ['truemoney', [app, phone], 'truemoney_jumpapp'],
  ['truemoney_jumpapp', [app, phone], 'truemoney'],
  ['truemoney', [phone], undefined],
  ['truemoney_jumpapp', [phone], undefined],
] as const)('leads from %s to another of %j', (method, offers, other) => {
  expect(otherMethod(method, offers)).toBe(other)
})
