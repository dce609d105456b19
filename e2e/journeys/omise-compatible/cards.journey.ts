/**
 * Cards are Omise.js's. Alone, ours says so; beside Omise.js, before or after it,
 * every call for cards is passed on and every one for TrueMoney is answered here.
 * In Omise.js's place stands omise-js/stand-in.js.
 */
import { expect, test } from '../../omise-js/merchant.ts'
import { left, script as ours, overlay, payUntilDone } from '../../omise-js/paying.ts'
import type { Stack } from '../../support/stack.ts'

const theirs = (attributes = '') => `<script src="/omise.js" ${attributes}></script>`

test('without Omise.js every call for cards says to use Omise.js', async ({
  page,
  stack,
  merchant,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  const form = `<form>${ours(stack, `data-key="${stack.publicKey}" data-amount="1" data-default-payment-method="credit_card"`)}
    <button id="card" type="button">Card</button></form>`
  const calls = `<script>
    Omise.setPublicKey('${stack.publicKey}')
    Omise.createToken('card', { number: '4242424242424242' }, (...answer) => { window.answer = answer })
    window.opened = OmiseCard.open({ publicKey: '${stack.publicKey}', amount: 1, defaultPaymentMethod: 'credit_card' })
    OmiseCard.configureButton('#card', { defaultPaymentMethod: 'credit_card', otherPaymentMethods: ['alipay'] })
    window.attached = OmiseCard.attach()
  </script>`
  await page.goto(merchant.serve('cards.html', form + calls))
  await expect
    .poll(() => left(page, 'answer'))
    .toEqual([
      0,
      expect.objectContaining({
        object: 'error',
        code: 'cards_not_supported',
        message: expect.stringContaining('Use Omise.js for cards'),
      }),
    ])
  expect(await left(page, 'opened')).toBe(false)
  expect(await left(page, 'attached')).toEqual([])
  await expect(page.locator('.omise-checkout-button')).toHaveCount(0)
  await expect(overlay(page)).toHaveCount(0)
  expect(said.filter((text) => text.includes('Use Omise.js for cards'))).toHaveLength(4)
})

/** A page with a button for cards, one for TrueMoney, and one whose form offers both. */
const both = (stack: Stack, scripts: string) => `
  <form action="/charge" method="post"><input name="basket" value="tea">
    <button id="card">Card</button><button id="wallet">Wallet</button>
    <button id="either">Either</button></form>
  ${scripts}
  <script>
    window.tokens = []
    Omise.setPublicKey('${stack.publicKey}')
    OmiseCard.configure({
      publicKey: '${stack.publicKey}', amount: 100000, onCreateTokenSuccess: (id) => tokens.push(id),
    })
    OmiseCard.configureButton('#card', {})
    OmiseCard.configureButton('#wallet', { defaultPaymentMethod: 'truemoney' })
    OmiseCard.configureButton('#either', { otherPaymentMethods: ['truemoney'] })
    OmiseCard.attach()
    OmiseCard.attach()
  </script>`

for (const [order, scriptsOf] of [
  ['before', (stack: Stack) => theirs() + ours(stack)],
  ['after', (stack: Stack) => ours(stack) + theirs()],
] as const)
  test.describe(`with Omise.js ${order} it`, () => {
    test('a button for TrueMoney is ours, to the paid charge', async ({
      page,
      stack,
      merchant,
    }) => {
      await page.goto(merchant.serve('wallet.html', both(stack, scriptsOf(stack))))
      await page.locator('#wallet').click()
      await payUntilDone(page, stack, merchant)
    })

    test('cards stay with Omise.js', async ({ page, stack, merchant }) => {
      await page.goto(merchant.serve('card.html', both(stack, scriptsOf(stack))))
      await page.locator('#card').click()
      await page.locator('#either').click()
      const token = 'tokn_test_5fxstandin000000001'
      expect(await left(page, 'tokens')).toEqual([token, token])
      await expect(overlay(page)).toHaveCount(0)

      const answers = await page.evaluate(() => {
        const [omise, card] = [Reflect.get(window, 'Omise'), Reflect.get(window, 'OmiseCard')]
        const given: unknown[] = []
        omise.createToken('card', {}, (...answer: unknown[]) => given.push(answer))
        given.push(card.open({ amount: 1 }), card.close())
        card.requestCardToken()
        card.destroy()
        return given
      })
      expect(answers).toEqual([[200, { object: 'token', id: token }], true, true])
      const calls = await left(page, 'omiseJsCalls')
      expect(calls).toEqual([
        ['configure', 'publicKey,amount,onCreateTokenSuccess'],
        ['open', 'credit_card'],
        ['open', 'credit_card'],
        ['createToken', 'card', stack.publicKey],
        ['open', 'credit_card'],
        ['close'],
        ['requestCardToken', 'credit_card'],
        ['destroy'],
      ])
    })

    test('each script tag has the button of its own script', async ({ page, stack, merchant }) => {
      const attributes = `data-key="${stack.publicKey}" data-amount="100000"`
      const tags = {
        ours: `<form id="wallet-form" action="/charge" method="post">${ours(stack, attributes)}</form>`,
        theirs: `<form id="card-form">${theirs(`${attributes} data-button-label="Card"`)}</form>`,
      }
      const forms = order === 'before' ? tags.theirs + tags.ours : tags.ours + tags.theirs
      await page.goto(merchant.serve('tags.html', forms))
      await expect(page.locator('#wallet-form button')).toHaveText(['Pay with TrueMoney'])
      await expect(page.locator('#card-form button')).toHaveText(['Card'])
      await page.locator('#card-form button').click()
      expect(await left(page, 'omiseJsCalls')).toEqual([['open', 'credit_card']])
      await page.locator('#wallet-form button').click()
      await payUntilDone(page, stack, merchant)
    })
  })

test('what was configured before Omise.js came is passed on to it, and a page may take the names back', async ({
  page,
  stack,
  merchant,
}) => {
  const early = `${ours(stack)}<script>
      Omise.setPublicKey('${stack.publicKey}')
      OmiseCard.configure({ publicKey: '${stack.publicKey}', frameLabel: 'Shop' })
    </script>${theirs()}`
  await page.goto(merchant.serve('early.html', early))
  const seen = await page.evaluate(() => {
    Reflect.get(window, 'Omise').createToken('card', {}, () => {})
    Reflect.set(window, 'Omise', 'taken')
    return [Reflect.get(window, 'omiseJsCalls'), Reflect.get(window, 'Omise')]
  })
  expect(seen).toEqual([
    [
      ['configure', 'key,frameLabel'],
      ['createToken', 'card', stack.publicKey],
    ],
    'taken',
  ])
})
