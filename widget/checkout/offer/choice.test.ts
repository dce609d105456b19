import { describe, expect, it } from 'vitest'
import { appDraft } from '../../methods/app/app.ts'
import { phoneDraft } from '../../methods/phone/phone.ts'
import {
  createWorld,
  order,
  paymentIs,
  returned,
  says,
  uri,
} from '../test-support/world.test-support.ts'

const app = { method: 'truemoney_jumpapp' } as const
const phone = { method: 'truemoney' } as const
const upTo5 = { ...app, limits: { minAmount: 10_000, maxAmount: 500_000 } } as const

describe('the first form', () => {
  it.each([
    ['the first method', [app, phone], 'truemoney_jumpapp'],
    ['the only one', [app], 'truemoney_jumpapp'],
    ['the page’s order', [phone, app], 'truemoney'],
    [
      'the first that takes the amount',
      [{ ...app, limits: { minAmount: 200_000, maxAmount: 300_000 } }, phone],
      'truemoney',
    ],
  ])('is of %s', (_what, offers, method) => {
    const world = createWorld(order, { offers })
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', draft: { method } })
  })

  it('says so where no method takes the amount', () => {
    const world = createWorld({ ...order, amount: 500_001 }, { offers: [upTo5] })
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', error: 'amount_refused' })
  })

  it('is none where there is no method, and the merchant is told', async () => {
    const world = createWorld(order, { offers: [] })
    world.checkout.start()
    expect(world.checkout.state.value).toEqual({ status: 'stopped', error: 'method_unavailable' })
    expect(world.errors).toEqual(['method_unavailable'])
  })

  it('does not keep a buyer with a payment from its result', async () => {
    const world = createWorld({ ...order, returned: true }, { offers: [] })
    world.payment.reply = says(paymentIs('successful'))
    world.checkout.start()
    await world.clock.pass(0)
    expect(world.status()).toBe('successful')
  })
})

describe('another amount', () => {
  it('changes the method where it has to, and back', () => {
    const world = createWorld(order, { offers: [upTo5, phone] })
    world.checkout.setAmount(600_000)
    expect(world.checkout.state.value).toMatchObject({ draft: phoneDraft(''), amount: 600_000 })
    world.checkout.type(phoneDraft('081'))
    world.checkout.setAmount(100_000)
    // What was typed is not thrown away for a method that would do as well.
    expect(world.checkout.state.value).toMatchObject({ draft: phoneDraft('081') })
  })

  it('takes the refusal of an amount back', () => {
    const world = createWorld({ ...order, amount: 5_000 }, { offers: [upTo5] })
    world.checkout.setAmount(20_000)
    expect(world.checkout.state.value).toMatchObject({ error: undefined, draft: appDraft })
  })
})

describe('another way', () => {
  it('leads to the other form, and to its source alone', async () => {
    const world = createWorld(order, { offers: [app, phone] })
    expect(world.checkout.other()).toBe('truemoney')
    world.checkout.choose('truemoney')
    expect(world.checkout.other()).toBe('truemoney_jumpapp')
    await world.submit()
    expect(world.calls[0]).toBe('source 0812345678 100000')
    expect(world.calls).toHaveLength(3)
  })

  it('leaves a payment that waits, and stops asking about it', async () => {
    const world = createWorld(order, { offers: [app, phone] })
    world.payment.reply = says(paymentIs('pending', { authorizeUri: uri, method: app.method }))
    world.checkout.submit()
    await world.clock.pass(2_000)
    expect(world.status()).toBe('unconfirmed')
    world.checkout.choose('truemoney')
    const asked = world.paymentAsksAtMs.length
    await world.clock.pass(60_000)
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', draft: phoneDraft('') })
    expect(world.paymentAsksAtMs).toHaveLength(asked)
  })

  it('is not offered for a method that the amount is too much for', () => {
    const world = createWorld({ ...order, amount: 600_000 }, { offers: [upTo5, phone] })
    expect(world.checkout.other()).toBeUndefined()
  })

  it('is not offered on a return page that says nothing of methods', async () => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs('failed', { method: app.method }))
    world.checkout.start()
    await world.clock.pass(0)
    expect(world.checkout.other()).toBeUndefined()
  })
})
