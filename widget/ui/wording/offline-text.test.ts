import { expect, it } from 'vitest'
import { form, verifying } from '../../checkout/machine.ts'
import type { CheckoutState } from '../../checkout/state.ts'
import { en } from '../../locales/en.ts'
import { phoneDraft } from '../../methods/phone/phone.ts'
import { offlineText } from './offline-text.ts'

const ready = form(phoneDraft('081-234-5678'), 100)
const { ready: nothingSent, tried, waiting } = en.offline

it.each<[what: string, state: CheckoutState, text: string | undefined]>([
  ['nothing was charged where nothing was sent', ready, nothingSent],
  [
    'nothing was charged where Omise was not reached',
    { ...ready, error: 'provider_unreachable' },
    nothingSent,
  ],
  [
    'nothing about charges where the request may have arrived',
    { ...ready, error: 'server_unreachable' },
    tried,
  ],
  [
    'no more than the refusal where there was one',
    { ...ready, error: 'charge_refused' },
    undefined,
  ],
  [
    'that it goes on by itself where the payment is asked about',
    verifying(phoneDraft(''), 1, 'back'),
    waiting,
  ],
  ['nothing where the outcome is known', { status: 'missing' }, undefined],
])('says %s', (_what, state, text) => {
  expect(offlineText(state, en)).toBe(text)
})

it('says that nothing was charged only where that is certain', () => {
  expect(nothingSent).toContain('not been charged')
  expect(tried).not.toContain('not been charged')
  expect(waiting).not.toContain('not been charged')
})
