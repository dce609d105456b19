import { describe, expect, it } from 'vitest'
import { appDraft } from '../methods/app/app.ts'
import {
  createWorld,
  held,
  order,
  paymentIs,
  returned,
  says,
  uri,
} from './test-support/world.test-support.ts'

const pending = paymentIs('pending', { authorizeUri: uri, method: 'truemoney_jumpapp' })

const pressed = async (...[subject = order, options]: Parameters<typeof createWorld>) => {
  const world = createWorld(subject, { draft: appDraft, ...options })
  world.payment.reply = says(pending)
  world.checkout.start()
  await world.clock.pass(60_000)
  expect(world.calls).toEqual([])
  world.checkout.submit()
  await world.clock.pass(0)
  return world
}

describe('paying in the app', () => {
  it.each([
    ['android', 'source ANDROID 100000'],
    ['ios', 'source IOS 100000'],
    ['computer', 'source  100000'],
  ] as const)('makes the source at the press of the button, on %s', async (platform, source) => {
    const world = await pressed(order, { platform })
    expect(world.calls).toEqual([source, 'remember', 'charge ord_1 tok src_test_1 100000'])
    expect(world.went).toEqual([uri])
    expect(world.status()).toBe('redirecting')
  })

  it('makes one source and one charge however often the button is pressed', async () => {
    const world = createWorld(order, { draft: appDraft })
    const source = held('src_test_1')
    world.source.reply = source.reply
    world.checkout.submit()
    world.checkout.submit()
    await world.clock.pass(0)
    source.release()
    await world.clock.pass(0)
    world.checkout.submit()
    await world.clock.pass(0)
    expect(world.calls.filter((call) => call.startsWith('source'))).toHaveLength(1)
    expect(world.went).toEqual([uri])
  })

  it('offers to open the app again where the page is still there after two seconds', async () => {
    const world = await pressed()
    await world.clock.pass(1999)
    expect(world.status()).toBe('redirecting')
    await world.clock.pass(1)
    expect(world.checkout.state.value).toMatchObject({ status: 'unconfirmed', authorizeUri: uri })
    world.checkout.continueAtTrueMoney()
    expect(world.went).toEqual([uri, uri])
    await world.clock.pass(2000)
    expect(world.status()).toBe('unconfirmed')
    expect(world.calls.filter((call) => call.startsWith('charge'))).toHaveLength(1)
  })

  it('asks at once when the page is seen again', async () => {
    const world = await pressed()
    world.page.isVisible = false
    await world.clock.pass(60_000)
    const asked = world.paymentAsksAtMs.length
    world.payment.reply = says(paymentIs('successful'))
    world.page.isVisible = true
    world.checkout.wake()
    await world.clock.pass(0)
    expect(world.paymentAsksAtMs).toHaveLength(asked + 1)
    expect(world.status()).toBe('successful')
  })

  it('begins anew from a payment that has expired, with a source of its own', async () => {
    const world = await pressed()
    world.payment.reply = says(paymentIs('expired', { method: 'truemoney_jumpapp' }))
    await world.clock.pass(2000)
    expect(world.status()).toBe('expired')
    world.source.reply = says('src_test_2')
    world.checkout.tryAgain()
    world.checkout.submit()
    await world.clock.pass(0)
    expect(world.calls.at(-1)).toBe('charge ord_1 tok src_test_2 100000')
  })

  it('leaves alone where the phone’s form goes: that page is gone', async () => {
    const world = createWorld()
    await world.submit()
    await world.clock.pass(60_000)
    expect(world.status()).toBe('redirecting')
    expect(world.paymentAsksAtMs).toEqual([])
  })
})

describe('the page that a buyer returns to', () => {
  it.each(['failed', 'expired'] as const)(
    'tries a payment that %s again in the way that it was made',
    async (status) => {
      const world = createWorld(returned)
      world.payment.reply = says(paymentIs(status, { method: 'truemoney_jumpapp' }))
      world.checkout.start()
      await world.clock.pass(0)
      world.checkout.tryAgain()
      expect(world.checkout.state.value).toMatchObject({ status: 'ready', draft: appDraft })
    },
  )

  it('keeps to its own form for a method that it does not know', async () => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs('failed', { method: 'truemoney_hologram' }))
    world.checkout.start()
    await world.clock.pass(0)
    world.checkout.tryAgain()
    expect(world.checkout.state.value).toMatchObject({ draft: { method: 'truemoney' } })
  })
})
