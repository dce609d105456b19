import type { Charge, Payment } from '../../contract.ts'
import { CheckoutError, type CheckoutErrorCode } from '../../core/errors.ts'
import type { Platform } from '../../core/platform.ts'
import type { Draft } from '../../methods/draft.ts'
import { createMethods } from '../../methods/methods.ts'
import { phoneDraft } from '../../methods/phone/phone.ts'
import type { FunnelEvent } from '../funnel.ts'
import { type CheckoutParts, createCheckout } from '../model.ts'
import type { Offer } from '../offer/offers.ts'
import type { BeforeSubmit, FieldChange } from '../ports.ts'
import type { Subject } from '../subject.ts'
import { createHandClock } from './hand-clock.test-support.ts'

export const uri = 'https://pay.omise.co/payments/pay2_test_1/authorize'
const orderKey = { orderId: 'ord_1', token: 'tok' }

/** The two ways to a checkout: with an order in hand, and back from TrueMoney. */
export const order = {
  kind: 'order',
  ...orderKey,
  amount: 100_000,
  returned: false,
} as const satisfies Subject
export const returned: Subject = { kind: 'returned', ...orderKey }

export function paymentIs(status: Payment['status'], more: Partial<Payment> = {}): Payment {
  return { orderId: 'ord_1', status, amount: 100_000, currency: 'THB', ...more }
}
export const pending = paymentIs('pending', { authorizeUri: uri })

/** Answers one call: with a value, an error, or nothing until it is told to. */
export type Reply<T> = (signal: AbortSignal) => Promise<T>

export function says<T>(value: T): Reply<T> {
  return async () => value
}

export function fails(code: CheckoutErrorCode): Reply<never> {
  return async () => {
    throw new CheckoutError(code, `Expected to work, got ${code}.`)
  }
}

/** Silence that ends when the test says so, or when the checkout gives up on it. */
export function held<T>(value: T) {
  let release = () => {}
  const reply: Reply<T> = (signal) =>
    new Promise((resolve, reject) => {
      release = () => resolve(value)
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  return { reply, release: () => release() }
}

/**
 * Everything around a checkout, in memory: Omise and the merchant's server as
 * the checkout sees them, a clock in the hand, and a page that writes down
 * where the buyer is sent. A test changes a reply whenever it likes.
 */
export function createWorld(
  subject: Subject = order,
  {
    hasLeft = false,
    isChargedHere = true,
    beforeSubmit,
    draft,
    offers = [{ method: 'truemoney' }],
    platform = 'android',
  }: {
    hasLeft?: boolean
    isChargedHere?: boolean
    beforeSubmit?: BeforeSubmit
    draft?: Draft
    offers?: Offer[]
    platform?: Platform
  } = {},
) {
  const clock = createHandClock()
  const source: { reply: Reply<string> } = { reply: says('src_test_1') }
  const charge: { reply: Reply<Charge> } = { reply: says({ authorizeUri: uri }) }
  const payment: { reply: Reply<Payment> } = { reply: says(pending) }
  const page = { isVisible: true, hasLeft }
  const calls: string[] = []
  const paymentAsksAtMs: number[] = []
  const went: string[] = []
  const results: Payment[] = []
  const errors: CheckoutErrorCode[] = []
  const told: string[] = []
  const changes: FieldChange[] = []
  const funnel: FunnelEvent[] = []

  const parts: CheckoutParts = {
    subject,
    draft,
    offers,
    serverUrl: 'https://shop.example',
    methods: createMethods(() => platform),
    prepare: () => {},
    authorizeOrigins: ['https://pay.omise.co'],
    omise: {
      createSource: ({ fields, amountSatang }, signal) => {
        calls.push(`source ${Object.values(fields).slice(1).join(' ')} ${amountSatang}`)
        return source.reply(signal)
      },
    },
    merchant: {
      createCharge: (key, request, signal) => {
        calls.push(`charge ${key?.orderId} ${key?.token} ${request.source} ${request.amountSatang}`)
        return charge.reply(signal)
      },
      getPayment: ({ orderId, token }, signal) => {
        calls.push(`payment ${orderId} ${token}`)
        paymentAsksAtMs.push(clock.now())
        return payment.reply(signal)
      },
    },
    isChargedHere,
    beforeSubmit,
    clock,
    page: {
      isVisible: () => page.isVisible,
      leave: (authorizeUri) => went.push(authorizeUri),
      reload: () => went.push('reload'),
      rememberLeaving: () => {
        calls.push('remember')
        page.hasLeft = true
      },
      hasLeft: () => page.hasLeft,
    },
    listeners: {
      onResult: (settled) => results.push(settled),
      onError: ({ code }) => errors.push(code),
      onReady: () => told.push('ready'),
      onSource: (made) => told.push(`source ${made}`),
      onRedirect: (to) => told.push(`redirect ${to}`),
      onChange: (change) => changes.push(change),
      onEvent: (event) => funnel.push(event),
    },
  }
  const checkout = createCheckout(parts)

  const submit = (phone = '081-234-5678') => {
    checkout.type(phoneDraft(phone))
    checkout.submit()
    return clock.pass(0)
  }
  return {
    checkout,
    submit,
    status: () => checkout.state.value.status,
    ...{ clock, source, charge, payment, page, calls, paymentAsksAtMs, went, results, errors },
    ...{ told, changes, funnel },
  }
}
