import { describe, expect, it } from 'vitest'
import { phoneDraft } from '../methods/phone/phone.ts'
import {
  createWorld,
  fails,
  held,
  order,
  paymentIs,
  pending,
  returned,
  says,
  uri,
} from './test-support/world.test-support.ts'

const start = async (...parts: Parameters<typeof createWorld>) => {
  const world = createWorld(...parts)
  world.checkout.start()
  await world.clock.pass(0)
  return world
}

describe('starting', () => {
  it('shows the form of a new order and asks nobody', async () => {
    const world = await start(order)
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', amount: 100_000 })
    expect(world.calls).toEqual([])
  })

  it('asks first about an order that this tab left with', async () => {
    const world = await start(order, { hasLeft: true })
    expect(world.calls).toEqual(['payment ord_1 tok'])
    expect(world.checkout.state.value).toMatchObject({ status: 'unconfirmed', authorizeUri: uri })
  })

  it('asks first where the page is the return page as well', async () => {
    const world = createWorld({
      kind: 'order',
      orderId: 'ord_1',
      token: 'tok',
      amount: 1,
      returned: true,
    })
    expect(world.status()).toBe('verifying')
    world.checkout.start()
    await world.clock.pass(0)
    expect(world.calls).toEqual(['payment ord_1 tok'])
  })

  it('shows that there is no payment, and tells the merchant, where there is none', async () => {
    const world = await start({ kind: 'missing' })
    expect(world.status()).toBe('missing')
    expect(world.errors).toEqual(['no_payment'])
    expect(world.calls).toEqual([])
  })
})

describe('verifying', () => {
  it.each(['successful', 'failed', 'expired'] as const)(
    'shows %s, says so once, and asks no more',
    async (status) => {
      const world = createWorld(returned)
      world.payment.reply = says(paymentIs(status))
      world.checkout.start()
      await world.clock.pass(60_000)
      world.checkout.wake()
      await world.clock.pass(60_000)
      expect(world.status()).toBe(status)
      expect(world.results).toEqual([paymentIs(status)])
      expect(world.paymentAsksAtMs).toEqual([0])
      expect(world.clock.waiting()).toBe(0)
    },
  )

  it('shows the form when nothing was paid', async () => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs('unpaid', { amount: 5000 }))
    world.checkout.start()
    await world.clock.pass(60_000)
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', amount: 5000 })
    expect(world.results).toEqual([])
    expect(world.clock.waiting()).toBe(0)
  })

  it('asks quickly, then each second, and says after eight seconds that it is not confirmed', async () => {
    const world = await start(returned)
    await world.clock.pass(7999)
    expect(world.status()).toBe('verifying')
    expect(world.paymentAsksAtMs).toEqual([0, 500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 7000])
    await world.clock.pass(1)
    expect(world.checkout.state.value).toMatchObject({ status: 'unconfirmed', authorizeUri: uri })
  })

  it('says so after eight seconds even when the server does not answer at all', async () => {
    const world = createWorld(returned)
    world.payment.reply = held(pending).reply
    world.checkout.start()
    await world.clock.pass(8000)
    expect(world.checkout.state.value).toMatchObject({
      status: 'unconfirmed',
      amount: undefined,
      authorizeUri: undefined,
    })
    expect(world.paymentAsksAtMs).toEqual([0])
  })

  it('does not make up for questions that a slow answer held back', async () => {
    const world = createWorld(returned)
    const slow = held(pending)
    world.payment.reply = slow.reply
    world.checkout.start()
    await world.clock.pass(2700)
    world.payment.reply = says(pending)
    slow.release()
    await world.clock.pass(1000)
    expect(world.paymentAsksAtMs).toEqual([0, 3000])
  })

  it.each(['server_unreachable', 'unexpected_answer', 'server_failed', 'rate_limited'] as const)(
    'takes %s for not knowing yet, tells the merchant once, and goes on',
    async (code) => {
      const world = createWorld(returned)
      world.payment.reply = fails(code)
      world.checkout.start()
      await world.clock.pass(2000)
      expect(world.status()).toBe('verifying')
      expect(world.errors).toEqual([code])
      world.payment.reply = says(paymentIs('successful'))
      await world.clock.pass(1000)
      expect(world.status()).toBe('successful')
    },
  )

  it("never shows another order's payment", async () => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs('successful', { orderId: 'ord_2' }))
    world.checkout.start()
    await world.clock.pass(8000)
    expect(world.status()).toBe('unconfirmed')
    expect(world.results).toEqual([])
    expect(world.errors).toEqual(['unexpected_answer'])
  })

  it('stops at an order that the server does not know', async () => {
    const world = createWorld(returned)
    world.payment.reply = fails('order_unknown')
    world.checkout.start()
    await world.clock.pass(60_000)
    expect(world.checkout.state.value).toEqual({ status: 'stopped', error: 'order_unknown' })
    expect(world.paymentAsksAtMs).toEqual([0])
    expect(world.clock.waiting()).toBe(0)
  })

  it('stops asking when it is disposed of, and leaves no timer behind', async () => {
    const world = await start(returned)
    await world.clock.pass(1000)
    world.checkout.dispose()
    const asked = world.paymentAsksAtMs.length
    await world.clock.pass(60_000)
    expect(world.paymentAsksAtMs).toHaveLength(asked)
    expect(world.clock.waiting()).toBe(0)
  })
})

describe('unconfirmed', () => {
  const unconfirmed = async () => {
    const world = await start(returned)
    await world.clock.pass(8000)
    world.paymentAsksAtMs.length = 0
    return world
  }

  it('keeps asking every five seconds', async () => {
    const world = await unconfirmed()
    await world.clock.pass(15_000)
    expect(world.paymentAsksAtMs).toEqual([13_000, 18_000, 23_000])
  })

  it('shows the result as soon as there is one', async () => {
    const world = await unconfirmed()
    world.payment.reply = says(paymentIs('successful'))
    await world.clock.pass(5000)
    expect(world.results).toHaveLength(1)
    expect(world.clock.waiting()).toBe(0)
  })

  it('asks nobody while the page is hidden, and at once when it is seen again', async () => {
    const world = await unconfirmed()
    world.page.isVisible = false
    await world.clock.pass(60_000)
    expect(world.paymentAsksAtMs.length).toBeLessThanOrEqual(1)
    const asked = world.paymentAsksAtMs.length
    world.page.isVisible = true
    world.checkout.wake()
    await world.clock.pass(0)
    expect(world.paymentAsksAtMs).toHaveLength(asked + 1)
  })

  it('stops asking by itself after ten minutes, and still asks when it is woken', async () => {
    const world = await unconfirmed()
    await world.clock.pass(20 * 60_000)
    const asked = world.paymentAsksAtMs.length
    expect(asked).toBeLessThan(125)
    await world.clock.pass(20 * 60_000)
    expect(world.paymentAsksAtMs).toHaveLength(asked)
    world.payment.reply = says(paymentIs('expired'))
    world.checkout.wake()
    await world.clock.pass(0)
    expect(world.status()).toBe('expired')
  })

  it('says that it has stopped asking, and asks for ten minutes more when it is woken', async () => {
    const world = await unconfirmed()
    await world.clock.pass(11 * 60_000)
    expect(world.checkout.state.value).toMatchObject({ check: 'paused' })
    world.checkout.checkNow()
    expect(world.checkout.state.value).toMatchObject({ check: 'asking' })
    await world.clock.pass(5_000)
    expect(world.checkout.state.value).toMatchObject({ check: 'still_pending' })
    const asked = world.paymentAsksAtMs.length
    await world.clock.pass(9 * 60_000)
    expect(world.paymentAsksAtMs.length).toBe(asked + 9 * 12)
    await world.clock.pass(2 * 60_000)
    expect(world.checkout.state.value).toMatchObject({ check: 'paused' })
    expect(world.clock.waiting()).toBe(0)
  })

  it('counts how long the payment has waited, from where the server says it began', async () => {
    const world = await unconfirmed()
    await world.clock.pass(30_000)
    expect(world.checkout.state.value).toMatchObject({ waitedMs: 38_000 })
    world.payment.reply = says(paymentIs('pending', { pendingMs: 600_000 }))
    await world.clock.pass(5_000)
    expect(world.checkout.state.value).toMatchObject({ waitedMs: 600_000 })
    world.payment.reply = fails('server_unreachable')
    await world.clock.pass(5_000)
    expect(world.checkout.state.value).toMatchObject({ waitedMs: 605_000, check: 'unreachable' })
    expect(world.funnel.map(({ name }) => name)).not.toContain('waiting')
  })

  it('asks once for several signs that the buyer is back', async () => {
    const world = await unconfirmed()
    world.checkout.wake()
    world.checkout.wake()
    world.checkout.comeBack()
    await world.clock.pass(0)
    expect(world.paymentAsksAtMs).toHaveLength(1)
  })

  it('checks when the buyer asks for it, and says what came of it', async () => {
    const world = await unconfirmed()
    const answer = held(pending)
    world.payment.reply = answer.reply
    world.checkout.checkNow()
    await world.clock.pass(0)
    expect(world.checkout.state.value).toMatchObject({ check: 'asking' })
    answer.release()
    await world.clock.pass(0)
    expect(world.checkout.state.value).toMatchObject({ check: 'still_pending' })
    expect(world.paymentAsksAtMs).toEqual([8000])
  })

  it('goes on at TrueMoney with the payment that waits there, once', async () => {
    const world = await unconfirmed()
    world.checkout.continueAtTrueMoney()
    world.checkout.continueAtTrueMoney()
    await world.clock.pass(60_000)
    expect(world.went).toEqual([uri])
    expect(world.status()).toBe('redirecting')
    expect(world.page.hasLeft).toBe(true)
    expect(world.paymentAsksAtMs).toEqual([])
  })

  it('offers no way on to an address that is not allowed', async () => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs('pending', { authorizeUri: 'https://evil.example/' }))
    world.checkout.start()
    await world.clock.pass(20_000)
    expect(world.checkout.state.value).toMatchObject({
      status: 'unconfirmed',
      authorizeUri: undefined,
    })
    world.checkout.continueAtTrueMoney()
    expect(world.went).toEqual([])
    expect(world.errors).toEqual(['authorize_uri_refused'])
  })

  it('takes another number: stops asking and pays with a new source', async () => {
    const world = await unconfirmed()
    world.checkout.useAnotherNumber()
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', draft: phoneDraft('') })
    await world.clock.pass(60_000)
    expect(world.paymentAsksAtMs).toEqual([])
    expect(world.clock.waiting()).toBe(0)
    await world.submit('0899999999')
    expect(world.calls.filter((call) => /^(source|charge)/.test(call))).toEqual([
      'source 0899999999 100000',
      'charge ord_1 tok src_test_1 100000',
    ])
  })
})

describe('trying again', () => {
  it.each(['failed', 'expired'] as const)('pays with a new source after %s', async (status) => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs(status))
    world.checkout.start()
    await world.clock.pass(0)
    world.checkout.tryAgain()
    await world.submit()
    expect(world.calls.at(-3)).toBe('source 0812345678 100000')
    expect(world.went).toEqual([uri])
  })

  it('tells the merchant about the second result too', async () => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs('failed'))
    world.checkout.start()
    await world.clock.pass(0)
    world.checkout.tryAgain()
    await world.submit()
    world.payment.reply = says(paymentIs('successful'))
    world.checkout.comeBack()
    await world.clock.pass(0)
    expect(world.results.map(({ status }) => status)).toEqual(['failed', 'successful'])
  })

  it('does nothing after success', async () => {
    const world = createWorld(returned)
    world.payment.reply = says(paymentIs('successful'))
    world.checkout.start()
    await world.clock.pass(0)
    world.checkout.tryAgain()
    await world.submit()
    expect(world.status()).toBe('successful')
    expect(world.went).toEqual([])
  })
})
