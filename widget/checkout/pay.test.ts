import { describe, expect, it } from 'vitest'
import type { CheckoutErrorCode } from '../core/errors.ts'
import { phoneDraft } from '../methods/phone/phone.ts'
import {
  createWorld,
  fails,
  held,
  order,
  paymentIs,
  pending,
  says,
  uri,
} from './test-support/world.test-support.ts'

describe('paying', () => {
  it('makes a source, asks for a charge, and sends the buyer to TrueMoney', async () => {
    const world = createWorld()
    await world.submit('+66 81 234 5678')
    expect(world.calls).toEqual([
      'source 0812345678 100000',
      'remember',
      'charge ord_1 tok src_test_1 100000',
    ])
    expect(world.went).toEqual([uri])
    expect(world.status()).toBe('redirecting')
    expect(world.errors).toEqual([])
  })

  it('makes one source and one charge however often the form is sent', async () => {
    const world = createWorld()
    const source = held('src_test_1')
    world.source.reply = source.reply
    await Promise.all([world.submit(), world.submit(), world.submit()])
    source.release()
    world.checkout.submit()
    await world.clock.pass(0)
    await world.submit()
    expect(world.calls).toHaveLength(3)
    expect(world.went).toHaveLength(1)
  })

  it('sends nothing for a number that is wrong', async () => {
    const world = createWorld()
    await world.submit('021234567')
    expect(world.calls).toEqual([])
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', problem: 'landline' })
  })

  it('does not send the buyer to a host that is not allowed', async () => {
    const world = createWorld()
    world.charge.reply = says({ authorizeUri: 'https://pay.omise.co.evil.example/' })
    await world.submit()
    expect(world.went).toEqual([])
    expect(world.errors).toEqual(['authorize_uri_refused'])
    expect(world.checkout.state.value).toMatchObject({ error: 'authorize_uri_refused' })
  })

  it('goes nowhere after it is disposed of', async () => {
    const world = createWorld()
    const charge = held({ authorizeUri: uri })
    world.charge.reply = charge.reply
    await world.submit()
    world.checkout.dispose()
    charge.release()
    await world.clock.pass(60_000)
    expect(world.went).toEqual([])
    expect(world.errors).toEqual([])
  })
})

describe('a source that is refused', () => {
  it('keeps the number when Omise cannot be reached, and trying again works', async () => {
    const world = createWorld()
    world.source.reply = fails('provider_unreachable')
    await world.submit()
    expect(world.checkout.state.value).toMatchObject({
      status: 'ready',
      draft: phoneDraft('081-234-5678'),
      error: 'provider_unreachable',
    })
    expect(world.calls).toEqual(['source 0812345678 100000'])
    expect(world.errors).toEqual(['provider_unreachable'])

    world.source.reply = says('src_test_2')
    world.checkout.submit()
    await world.clock.pass(0)
    expect(world.went).toEqual([uri])
    expect(world.calls.at(-1)).toContain('src_test_2')
  })

  it('calls what nobody foresaw unexpected, and lets the buyer go on', async () => {
    const world = createWorld()
    world.source.reply = async () => {
      throw new TypeError('undefined is not a function')
    }
    await world.submit()
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', error: 'unexpected' })
  })
})

describe('a charge that is refused', () => {
  it.each<CheckoutErrorCode>(['charge_refused', 'provider_unavailable', 'rate_limited'])(
    'goes back to the form after %s, without asking about a payment',
    async (code) => {
      const world = createWorld()
      world.charge.reply = fails(code)
      await world.submit()
      expect(world.checkout.state.value).toMatchObject({ status: 'ready', error: code })
      expect(world.paymentAsksAtMs).toEqual([])
    },
  )

  it.each<CheckoutErrorCode>(['amount_changed', 'order_unknown'])(
    'stops at %s and goes nowhere',
    async (code) => {
      const world = createWorld()
      world.charge.reply = fails(code)
      await world.submit()
      expect(world.checkout.state.value).toEqual({ status: 'stopped', error: code })
      world.checkout.submit()
      await world.clock.pass(60_000)
      expect(world.calls.filter((call) => call.startsWith('source'))).toHaveLength(1)
      expect(world.went).toEqual([])
    },
  )

  it('shows the payment of an order that is paid already', async () => {
    const world = createWorld()
    world.charge.reply = fails('already_paid')
    world.payment.reply = says(paymentIs('successful'))
    await world.submit()
    expect(world.status()).toBe('successful')
    expect(world.results).toEqual([paymentIs('successful')])
  })

  it('waits for a charge that is being made, and then offers to go on', async () => {
    const world = createWorld()
    world.charge.reply = fails('charge_unconfirmed')
    world.payment.reply = says(paymentIs('pending'))
    await world.submit()
    expect(world.status()).toBe('verifying')
    world.payment.reply = says(pending)
    await world.clock.pass(500)
    expect(world.checkout.state.value).toMatchObject({ status: 'unconfirmed', authorizeUri: uri })
    expect(world.went).toEqual([])
  })
})

describe.each<CheckoutErrorCode>([
  'server_unreachable',
  'server_failed',
  'unexpected_answer',
  'unexpected',
])('a charge whose outcome is lost (%s)', (code) => {
  it('goes back to the form when the server knows of none', async () => {
    const world = createWorld()
    world.charge.reply = fails(code)
    world.payment.reply = says(paymentIs('unpaid'))
    await world.submit()
    expect(world.checkout.state.value).toMatchObject({
      status: 'ready',
      draft: phoneDraft('081-234-5678'),
      error: code,
    })
    expect(world.paymentAsksAtMs).toHaveLength(1)
  })

  it('goes back to the form when not even that can be asked', async () => {
    const world = createWorld()
    world.charge.reply = fails(code)
    world.payment.reply = fails('server_unreachable')
    await world.submit()
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', error: code })
  })

  it.each(['failed', 'expired'] as const)(
    'is not taken for an earlier try that %s',
    async (status) => {
      const world = createWorld()
      world.charge.reply = fails(code)
      world.payment.reply = says(paymentIs(status))
      await world.submit()
      expect(world.checkout.state.value).toMatchObject({ status: 'ready', error: code })
    },
  )

  it('is not asked for again when the server knows of one', async () => {
    const world = createWorld()
    world.charge.reply = fails(code)
    await world.submit()
    expect(world.status()).toBe('unconfirmed')
    expect(world.calls.filter((call) => call.startsWith('charge'))).toHaveLength(1)
  })
})

describe('coming back while the page was frozen', () => {
  it('asks the server first, and never leaves by itself a second time', async () => {
    const world = createWorld()
    await world.submit()
    world.checkout.comeBack()
    expect(world.status()).toBe('verifying')
    await world.clock.pass(0)
    expect(world.checkout.state.value).toMatchObject({ status: 'unconfirmed', authorizeUri: uri })
    await world.clock.pass(60_000)
    expect(world.went).toEqual([uri])
  })

  it('gives up on what was being sent, and shows the form when nothing came of it', async () => {
    const world = createWorld()
    const source = held('src_test_1')
    world.source.reply = source.reply
    world.payment.reply = says(paymentIs('unpaid'))
    await world.submit()
    world.checkout.comeBack()
    source.release()
    await world.clock.pass(0)
    expect(world.checkout.state.value).toMatchObject({
      status: 'ready',
      draft: phoneDraft('081-234-5678'),
    })
    expect(world.calls.filter((call) => call.startsWith('charge'))).toEqual([])
  })

  it('leaves a form alone that was never sent', async () => {
    const world = createWorld(order)
    world.checkout.start()
    world.checkout.type(phoneDraft('081'))
    world.checkout.comeBack()
    await world.clock.pass(0)
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', draft: phoneDraft('081') })
    expect(world.calls).toEqual([])
  })
})
