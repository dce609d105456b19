import { describe, expect, it } from 'vitest'
import { qrDraft } from '../methods/qr/qr.ts'
import { createWorld, fails, order, paymentIs, says } from './test-support/world.test-support.ts'

const method = 'truemoney_qr'
const code = { imageUri: '/qr/1.svg', saveUri: '/qr/1.png', expiresAt: '2026-03-20T10:10:00Z' }
const whole = {
  imageUri: 'https://shop.example/qr/1.svg',
  saveUri: 'https://shop.example/qr/1.png',
  expiresAt: code.expiresAt,
}
const pending = paymentIs('pending', { method, qr: code })

const shown = async () => {
  const world = createWorld(order, { draft: qrDraft, offers: [{ method }] })
  world.charge.reply = says({ qr: code })
  world.payment.reply = says(pending)
  world.checkout.start()
  world.checkout.submit()
  await world.clock.pass(0)
  return world
}

describe('a code on the page', () => {
  it('is shown instead of leaving, and the payment asked about at once', async () => {
    const world = await shown()
    expect(world.checkout.state.value).toMatchObject({ status: 'unconfirmed', qr: whole })
    expect(world.calls).toEqual([
      'source  100000',
      'remember',
      'charge ord_1 tok src_test_1 100000',
      'payment ord_1 tok',
    ])
    expect(world.went).toEqual([])
  })

  it('gives way to the result without a press', async () => {
    const world = await shown()
    world.payment.reply = says(paymentIs('successful', { method }))
    await world.clock.pass(500)
    expect(world.results).toEqual([paymentIs('successful', { method })])
  })

  it.each(['failed', 'expired'] as const)(
    'is renewed by one press after it %s, by one more charge',
    async (status) => {
      const world = await shown()
      world.payment.reply = says(paymentIs(status, { method }))
      await world.clock.pass(500)
      expect(world.status()).toBe(status)
      world.source.reply = says('src_test_2')
      world.payment.reply = says(pending)
      world.checkout.renew()
      world.checkout.renew()
      await world.clock.pass(0)
      expect(world.checkout.state.value).toMatchObject({ status: 'unconfirmed', qr: whole })
      expect(world.calls.filter((call) => call.startsWith('charge'))).toEqual([
        'charge ord_1 tok src_test_1 100000',
        'charge ord_1 tok src_test_2 100000',
      ])
    },
  )

  it('is renewed before anybody has said that it expired', async () => {
    const world = await shown()
    world.checkout.renew()
    await world.clock.pass(0)
    expect(world.status()).toBe('unconfirmed')
    expect(world.calls.filter((call) => call.startsWith('charge'))).toHaveLength(2)
  })

  it('is there again after a reload, where the server tells it', async () => {
    const world = createWorld(order, { hasLeft: true })
    world.payment.reply = says(pending)
    world.checkout.start()
    await world.clock.pass(0)
    expect(world.checkout.state.value).toMatchObject({
      status: 'unconfirmed',
      qr: whole,
      draft: qrDraft,
    })
  })

  it('is not shown from an address that would run a script', async () => {
    const world = createWorld(order, { draft: qrDraft })
    world.charge.reply = says({ qr: { imageUri: '/qr.svg', saveUri: 'javascript:alert(1)' } })
    world.payment.reply = says(paymentIs('unpaid'))
    world.checkout.submit()
    await world.clock.pass(0)
    expect(world.errors).toEqual(['unexpected_answer'])
    expect(world.checkout.state.value).toMatchObject({ error: 'unexpected_answer' })
  })

  it('is kept through an outage of the server', async () => {
    const world = await shown()
    world.payment.reply = fails('server_unreachable')
    await world.clock.pass(20_000)
    expect(world.checkout.state.value).toMatchObject({ qr: whole, check: 'unreachable' })
  })
})
