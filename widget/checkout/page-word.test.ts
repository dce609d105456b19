import { describe, expect, it } from 'vitest'
import { CheckoutError } from '../core/errors.ts'
import { phoneDraft } from '../methods/phone/phone.ts'
import type { Subject } from './subject.ts'
import { createWorld, fails, held, says, uri } from './test-support/world.test-support.ts'

const amountAlone: Subject = { kind: 'amount', amount: 100_000 }

describe('the page’s own word before anything is sent', () => {
  it.each([undefined, true])('lets the payment go on with %s', async (verdict) => {
    const world = createWorld(undefined, { beforeSubmit: () => verdict })
    await world.submit()
    expect(world.went).toEqual([uri])
  })

  it('stops it with false, and keeps what was typed', async () => {
    const world = createWorld(undefined, { beforeSubmit: async () => false })
    await world.submit()
    expect(world.calls).toEqual([])
    expect(world.checkout.state.value).toMatchObject({
      status: 'ready',
      draft: phoneDraft('081-234-5678'),
    })
    expect(world.errors).toEqual([])
  })

  it('is asked with the number and the amount, and may change the number', async () => {
    const asked: unknown[] = []
    const world = createWorld(undefined, {
      beforeSubmit: (request) => {
        asked.push(request)
        return { phoneNumber: '+66 89 999 9999' }
      },
    })
    await world.submit()
    expect(asked).toEqual([{ method: 'truemoney', phoneNumber: '0812345678', amount: 100_000 }])
    expect(world.calls[0]).toBe('source 0899999999 100000')
  })

  it('cannot send a number that is none', async () => {
    const world = createWorld(undefined, { beforeSubmit: () => ({ phoneNumber: '0812' }) })
    await world.submit()
    expect(world.calls).toEqual([])
    expect(world.checkout.state.value).toMatchObject({
      problem: 'too_short',
      draft: phoneDraft('0812'),
    })
  })

  it('stops it by an exception, which is told as the page’s', async () => {
    const world = createWorld(undefined, {
      beforeSubmit: () => {
        throw new Error('stock is gone')
      },
    })
    await world.submit()
    expect(world.calls).toEqual([])
    expect(world.errors).toEqual(['callback_failed'])
    expect(world.checkout.state.value).toMatchObject({ error: 'callback_failed' })
  })

  it('says more by an error of ours', async () => {
    const world = createWorld(undefined, {
      beforeSubmit: () => {
        throw new CheckoutError('amount_changed', 'Expected ฿1,000, got ฿1,100.')
      },
    })
    await world.submit()
    expect(world.checkout.state.value).toEqual({ status: 'stopped', error: 'amount_changed' })
  })

  it('counts for nothing after the checkout is disposed of', async () => {
    const answer = held<boolean>(true)
    const controller = new AbortController()
    const world = createWorld(undefined, { beforeSubmit: () => answer.reply(controller.signal) })
    await world.submit()
    world.checkout.dispose()
    answer.release()
    await world.clock.pass(0)
    expect(world.calls).toEqual([])
  })
})

describe('a checkout without an order', () => {
  it('hands the source over to the page and charges nothing', async () => {
    const world = createWorld(amountAlone, { isChargedHere: false })
    await world.submit()
    expect(world.calls).toEqual(['source 0812345678 100000'])
    expect(world.told).toEqual(['source src_test_1'])
    expect(world.status()).toBe('handedOver')
    await world.submit()
    expect(world.calls).toHaveLength(1)
  })

  it('is ready for another source after a reset, and after coming back', async () => {
    const world = createWorld(amountAlone, { isChargedHere: false })
    await world.submit()
    world.checkout.reset()
    await world.submit()
    world.checkout.comeBack()
    expect(world.status()).toBe('ready')
    expect(world.told).toEqual(['source src_test_1', 'source src_test_1'])
  })

  it('charges where the page knows how', async () => {
    const world = createWorld(amountAlone)
    await world.submit()
    expect(world.calls).toEqual([
      'source 0812345678 100000',
      'charge undefined undefined src_test_1 100000',
    ])
    expect(world.told).toEqual(['source src_test_1', `redirect ${uri}`])
    expect(world.went).toEqual([uri])
  })

  it.each(['server_unreachable', 'server_failed', 'unexpected_answer', 'already_paid'] as const)(
    'never invites to pay again after %s: nobody can be asked',
    async (code) => {
      const world = createWorld(amountAlone)
      world.charge.reply = fails(code)
      await world.submit()
      expect(world.checkout.state.value).toEqual({ status: 'stopped', error: 'outcome_unknown' })
      world.checkout.reset()
      expect(world.status()).toBe('stopped')
    },
  )

  it('shows the form again where it is certain that nothing was charged', async () => {
    const world = createWorld(amountAlone)
    world.charge.reply = fails('charge_refused')
    await world.submit()
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', error: 'charge_refused' })
  })

  it('does not know what became of a payment that the buyer left for', async () => {
    const world = createWorld(amountAlone)
    await world.submit()
    world.checkout.comeBack()
    expect(world.checkout.state.value).toEqual({ status: 'stopped', error: 'outcome_unknown' })
  })
})

describe('another amount', () => {
  it('is no step when it is the same', () => {
    const world = createWorld()
    world.checkout.setAmount(100_000)
    expect(world.funnel).toEqual([])
  })

  it('is shown at once, and keeps what was typed', () => {
    const world = createWorld()
    world.checkout.type(phoneDraft('081'))
    world.checkout.setAmount(120_000)
    expect(world.checkout.state.value).toMatchObject({ draft: phoneDraft('081'), amount: 120_000 })
  })

  it('waits until the form is there again', async () => {
    const world = createWorld()
    const source = held('src_test_1')
    world.source.reply = source.reply
    await world.submit()
    world.checkout.setAmount(120_000)
    expect(world.checkout.state.value).toMatchObject({ status: 'submitting', amount: 100_000 })
    world.charge.reply = fails('charge_refused')
    source.release()
    await world.clock.pass(0)
    expect(world.calls.at(-1)).toBe('charge ord_1 tok src_test_1 100000')
    expect(world.checkout.state.value).toMatchObject({ status: 'ready', amount: 120_000 })
  })
})

describe('what the page is told', () => {
  it('is ready once, with nothing about the number', async () => {
    const world = createWorld()
    world.checkout.start()
    for (const text of ['0', '08', '081-234-567', '081-234-5678', '081-234-567'])
      world.checkout.type(phoneDraft(text))
    expect(world.told).toEqual(['ready'])
    expect(world.changes).toEqual([
      { isValid: false, problem: 'too_short' },
      { isValid: true, problem: undefined },
      { isValid: false, problem: 'too_short' },
    ])
  })

  it('is each step of the way, once, without personal data', async () => {
    const world = createWorld()
    world.checkout.start()
    world.source.reply = says('src_test_secret')
    await world.submit('08')
    await world.submit()
    expect(world.funnel.map(({ name, status }) => `${name} → ${status}`)).toEqual([
      'ready → ready',
      'typed → ready',
      'submit → ready',
      'submit → submitting',
      'charged → redirecting',
    ])
    expect(world.funnel[2]).toMatchObject({ problem: 'too_short' })
    expect(JSON.stringify(world.funnel)).not.toMatch(/081|ord_1|tok|src_|https/)
  })
})
