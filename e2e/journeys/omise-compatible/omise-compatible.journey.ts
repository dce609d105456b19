/**
 * Pages as merchants write them for Omise.js, with another script's address and
 * nothing else changed (but for `data-tmn-omise-url`, which names the simulator).
 *
 * How Omise.js was read (its public source 2.5.4; a build 2.5.6), and what ours does:
 *
 * | what                               | Omise.js                                   | ours |
 * |------------------------------------|--------------------------------------------|------|
 * | script tags in forms               | the first of the page gets a button        | each |
 * | a selector that several match      | the first                                  | each |
 * | attach() again                     | listens again: a press opens twice         | once |
 * | a button that is missing           | TypeError, the buttons behind it stay dead | told by name, the others work |
 * | submitFormTarget                   | only configure()'s                         | each button's, then configure()'s |
 * | with the source                    | form.submit(): no validation, no listeners; | requestSubmit() |
 * |                                    | fails where a field is named "submit"      | works |
 * | required fields that are empty     | sent as they are                           | shown before the overlay opens |
 * | then                               | onCreateTokenSuccess(id), in the same task | the same order |
 * | onFormClosed                       | the buyer's and the page's close()         | the buyer's alone |
 * | open() before configure()          | false, and nothing                         | opens |
 * | open() while pay.html loads        | gives up after 3 s in silence              | nothing to load |
 * | createSource's callback throws     | it is called again, with 0                 | once; window.onerror hears it |
 * | createSource's parameters          | get a `type`                               | stay as they are |
 * | createSource without an answer     | waits as long as the browser               | 30 s, then 0 |
 * | labels                             | HTML                                       | text |
 */
import type { Page } from 'playwright/test'
import { th } from '../../../widget/locales/th.ts'
import { expect, test } from '../../omise-js/merchant.ts'
import { giveNumber, left, overlay, payUntilDone, script } from '../../omise-js/paying.ts'
import type { Stack } from '../../support/stack.ts'

test.describe('script in a form', () => {
  const form = (stack: Stack, attributes: string) => `
    <form action="/charge" method="post">
      <input name="basket" value="tea">
      ${script(stack, `data-key="${stack.publicKey}" data-amount="100000" data-currency="THB" ${attributes}`)}
    </form>`

  test('gets a button after the script, and the form is charged and paid', {
    tag: '@phone',
  }, async ({ page, stack, merchant }) => {
    const attributes = `data-default-payment-method="truemoney" data-button-label="Pay the <b>tea</b>"
      data-frame-label="Tea" data-submit-label="Pay" data-image="/tea.svg" data-locale="en"`
    await page.goto(merchant.serve('form.html', form(stack, attributes)))
    const button = page.locator('form > script + button.omise-checkout-button')
    await expect(button).toHaveText('Pay the <b>tea</b>')
    await button.click()
    await payUntilDone(page, stack, merchant)
    expect(merchant.posted).toEqual([
      { basket: 'tea', omiseToken: '', omiseSource: expect.stringMatching(/^src_test_/) },
    ])
  })

  test('each of two forms has its button, in its language, and sends itself', async ({
    page,
    stack,
    merchant,
  }) => {
    const two = form(stack, 'data-locale="th"') + form(stack, '').replace('tea', 'cup')
    await page.goto(merchant.serve('two.html', two))
    const buttons = page.locator('form > .omise-checkout-button')
    await expect(buttons).toHaveText([th.form.title, 'Pay with TrueMoney'])
    await buttons.nth(1).click()
    await payUntilDone(page, stack, merchant)
    expect(merchant.posted).toMatchObject([{ basket: 'cup' }])
  })

  test('reads the amount when it is pressed, and Enter in a field presses it', async ({
    page,
    stack,
    merchant,
  }) => {
    await page.goto(merchant.serve('enter.html', form(stack, '')))
    await page.locator('script').evaluate((tag) => tag.setAttribute('data-amount', '54321'))
    await page.locator('input[name=basket]').press('Enter')
    await expect(overlay(page)).toContainText('543.21')
    expect(merchant.posted).toEqual([])
  })

  test('what the form lacks is shown before the overlay opens', async ({
    page,
    stack,
    merchant,
  }) => {
    const lacking = form(stack, '').replace('value="tea"', 'required')
    await page.goto(merchant.serve('lacking.html', lacking))
    await page.locator('.omise-checkout-button').click()
    await expect(page.locator('input[name=basket]')).toBeFocused()
    await expect(overlay(page)).toHaveCount(0)
  })

  test('a button of the page’s own that calls open serves the script’s form', async ({
    page,
    stack,
    merchant,
  }) => {
    const own = `<button type="button" id="own">Mine</button><script>
      own.onclick = () => OmiseCard.open({ key: '${stack.publicKey}', amount: 100000 })</script>`
    await page.goto(merchant.serve('own.html', form(stack, '') + own))
    await page.locator('#own').click()
    await payUntilDone(page, stack, merchant)
    expect(merchant.posted).toMatchObject([{ basket: 'tea' }])
  })

  for (const how of ['defer', 'async'])
    test(`works with ${how}`, async ({ page, stack, merchant }) => {
      await page.goto(merchant.serve('late.html', form(stack, how)))
      await page.locator('.omise-checkout-button').click()
      await expect(overlay(page)).toBeVisible()
    })

  test('outside a form, or with a secret key, says so and adds nothing', async ({
    page,
    stack,
    merchant,
    trouble,
  }) => {
    trouble.announce(/Expected a form around/)
    trouble.announce(/roll the secret key/)
    const thrown: string[] = []
    page.on('pageerror', ({ message }) => thrown.push(message))
    const bare = script(stack, `data-key="${stack.publicKey}" data-amount="100000"`)
    const secret = form(stack, '').replace('pkey_', 'skey_')
    await page.goto(merchant.serve('wrong.html', bare + secret))
    await expect(page.locator('button, input[type=hidden]')).toHaveCount(0)
    expect(thrown.join('\n')).toMatch(/form around[\s\S]*roll the secret key/)
    expect(thrown.join('\n')).not.toContain('skey_test_')
  })
})

test.describe('configure, configureButton and attach', () => {
  const twoButtons = (stack: Stack, more = '') => `
    ${script(stack)}
    <form id="tea" action="/charge" method="post">
      <input name="basket" value="tea"><button id="pay-tea" type="submit">Tea</button>
    </form>
    <form id="cup" action="/charge" method="post"><input name="basket" value="cup"></form>
    <button id="pay-cup"></button>
    <script>
      OmiseCard.configure({
        publicKey: '${stack.publicKey}', currency: 'thb', defaultPaymentMethod: 'truemoney',
        frameLabel: 'Shop', submitLabel: 'Pay', amount: 5000,
      })
      OmiseCard.configureButton('#pay-tea', { amount: 100000 })
      OmiseCard.configureButton('#pay-cup', {
        amount: '100000', buttonLabel: 'Pay the cup', submitFormTarget: '#cup',
      })
      ${more}
      OmiseCard.attach()
    </script>`

  for (const [button, label] of [
    ['tea', 'Tea'],
    ['cup', 'Pay the cup'],
  ] as const)
    test(`the button for the ${button} sends its own form to be charged and paid`, async ({
      page,
      stack,
      merchant,
    }) => {
      await page.goto(merchant.serve('buttons.html', twoButtons(stack)))
      await page.getByRole('button', { name: label, exact: true }).click()
      await payUntilDone(page, stack, merchant)
      expect(merchant.posted).toMatchObject([
        { basket: button, omiseToken: '', omiseSource: expect.stringMatching(/^src_test_/) },
      ])
    })

  test('the page’s listeners run before the form goes, may keep it, and the function after them', async ({
    page,
    stack,
    merchant,
  }) => {
    const listener = `
      window.heard = []
      document.querySelector('#tea').addEventListener('submit', (event) => {
        event.preventDefault()
        heard.push(event.target.omiseSource.value)
      })
      OmiseCard.configure({ onCreateTokenSuccess: (id) => heard.push(id) })`
    await page.goto(merchant.serve('listened.html', twoButtons(stack, listener)))
    const heard = (): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'heard'))
    const button = page.getByRole('button', { name: 'Tea' })
    for (const times of [1, 2]) {
      await button.click()
      await giveNumber(page)
      await expect(overlay(page)).toHaveCount(0)
      await expect.poll(heard).toHaveLength(2 * times)
    }
    const [first, told, second, toldAgain] = await heard()
    expect([told, toldAgain]).toEqual([first, second])
    expect(second).not.toBe(first)
    await expect(page.locator('#tea input[name=omiseSource]')).toHaveValue(second ?? '')
    expect(merchant.posted).toEqual([])
  })

  test('a form that lacks something shows it first, and a field named submit is no trap', async ({
    page,
    stack,
    merchant,
  }) => {
    const lacking = twoButtons(stack).replace(
      '<button id="pay-tea"',
      '<input name="name" required><input type="hidden" name="submit"><button id="pay-tea"',
    )
    await page.goto(merchant.serve('lacking.html', lacking))
    await page.getByRole('button', { name: 'Tea' }).click()
    await expect(page.locator('input[name=name]')).toBeFocused()
    await expect(overlay(page)).toHaveCount(0)
    await page.locator('input[name=name]').fill('Somchai')
    await page.getByRole('button', { name: 'Tea' }).click()
    await payUntilDone(page, stack, merchant)
    expect(merchant.posted).toMatchObject([{ name: 'Somchai' }])
  })

  test('attaching twice opens one overlay, and a missing button harms no other', async ({
    page,
    stack,
    merchant,
    trouble,
  }) => {
    trouble.announce(/Expected a button at "#gone"/)
    const more = `OmiseCard.configureButton('#gone', {}); OmiseCard.configureButton('#pay-tea', { amount: 7700 })
      OmiseCard.attach()`
    const complaint = page.waitForEvent('pageerror')
    await page.goto(merchant.serve('again.html', twoButtons(stack, more)))
    expect((await complaint).message).toContain('#gone')
    const input = page.locator('#tea input[name=omiseSource]')
    await expect(input).toHaveCount(1)
    await page.getByRole('button', { name: 'Tea' }).click()
    await expect(overlay(page)).toHaveCount(1)
    await expect(overlay(page)).toContainText('77.00')
  })

  test('every button that a selector finds is attached', async ({ page, stack, merchant }) => {
    const card = (name: string) => `<form action="/charge" method="post">
      <input name="basket" value="${name}"><button class="pay">${name}</button></form>`
    await page.goto(
      merchant.serve(
        'many.html',
        `${script(stack)}${card('tea')}${card('cup')}<script>
          OmiseCard.configure({ publicKey: '${stack.publicKey}' })
          OmiseCard.configureButton('.pay', { amount: 100000 })
          OmiseCard.attach()
        </script>`,
      ),
    )
    await page.getByRole('button', { name: 'cup' }).click()
    await payUntilDone(page, stack, merchant)
    expect(merchant.posted).toMatchObject([{ basket: 'cup' }])
  })

  test('with submitAuto "no" the source is in the form, told, and not sent', async ({
    page,
    stack,
    merchant,
  }) => {
    const more = `OmiseCard.configureButton('#pay-tea', {
      amount: 100000, submitAuto: 'no', onCreateTokenSuccess: (id) => { window.got = id },
    })`
    await page.goto(merchant.serve('waits.html', twoButtons(stack, more)))
    await page.getByRole('button', { name: 'Tea' }).click()
    await giveNumber(page)
    await expect(page.locator('#tea input[name=omiseSource]')).toHaveValue(/^src_test_/)
    const source = await page.locator('#tea input[name=omiseSource]').inputValue()
    expect(await left(page, 'got')).toBe(source)
    expect(merchant.posted).toEqual([])
  })

  test('a page that comes back from the browser’s cache has forgotten the source', async ({
    page,
    stack,
    merchant,
  }) => {
    await page.goto(merchant.serve('back.html', twoButtons(stack)))
    const input = page.locator('#tea input[name=omiseSource]')
    const values = await input.evaluate((element) => {
      if (!(element instanceof HTMLInputElement)) throw new Error('Expected an input.')
      const show = (persisted: boolean) => {
        element.value = 'src_test_used'
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted }))
        return element.value
      }
      return [show(false), show(true)]
    })
    expect(values).toEqual(['src_test_used', ''])
  })

  test.describe('in an app’s WebView, where the overlay has an entry in the history', {
    tag: '@phone',
  }, () => {
    const userAgent =
      'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36'
    test.use({ userAgent })

    test('the form goes all the same, and is paid', async ({ page, stack, merchant }) => {
      const address = merchant.serve('app.html', twoButtons(stack))
      await page.goto(address)
      await page.getByRole('button', { name: 'Tea' }).click()
      await payUntilDone(page, stack, merchant)
      expect(merchant.posted).toHaveLength(1)
    })
  })

  test('destroy lets go of everything, and all of it may begin anew', async ({
    page,
    stack,
    merchant,
  }) => {
    const form = `<form>${script(stack, `data-key="${stack.publicKey}" data-amount="1"`)}</form>`
    await page.goto(merchant.serve('destroyed.html', twoButtons(stack) + form))
    await expect(page.locator('.omise-checkout-button')).toHaveCount(1)
    const configuredButtons = await page.evaluate(() => {
      const card: { destroy(): void; getAllConfigureButtons(): unknown[] } = Reflect.get(
        window,
        'OmiseCard',
      )
      card.destroy()
      card.destroy()
      return card.getAllConfigureButtons()
    })
    expect(configuredButtons).toEqual([])
    await expect(page.locator('.omise-checkout-button')).toHaveCount(0)
    await page.locator('#pay-cup').click()
    await expect(overlay(page)).toHaveCount(0)
    await page.addScriptTag({
      content: `
        OmiseCard.configureButton('#pay-cup', {
          publicKey: '${stack.publicKey}', amount: 100000, submitFormTarget: '#cup',
        })
        OmiseCard.attach()`,
    })
    await page.locator('#pay-cup').click()
    await payUntilDone(page, stack, merchant)
  })
})

test.describe('open with functions', () => {
  /** As Omise's own page shows it. */
  const byHand = (stack: Stack, more = '') => `
    <form id="checkoutForm" method="post" action="/charge">
      <input type="hidden" name="omiseToken"><input type="hidden" name="omiseSource">
      <button type="submit" id="checkoutButton">Checkout</button>
    </form>
    ${script(stack)}
    <script>
      OmiseCard.configure({ publicKey: '${stack.publicKey}' })
      window.told = []
      const form = document.querySelector('#checkoutForm')
      document.querySelector('#checkoutButton').addEventListener('click', (event) => {
        event.preventDefault()
        OmiseCard.open({
          amount: 100000, currency: 'THB',
          defaultPaymentMethod: 'credit_card', otherPaymentMethods: 'alipay, truemoney',
          onCreateTokenSuccess: (nonce) => {
            told.push('source')
            if (nonce.startsWith('tokn_')) form.omiseToken.value = nonce
            else form.omiseSource.value = nonce
            form.submit()
          },
          onFormClosed: () => told.push('closed'),
          ${more}
        }, () => told.push('opened'))
      })
    </script>`
  const told = (page: Page): Promise<string[]> => page.evaluate(() => Reflect.get(window, 'told'))

  test('the page gets the source and has it charged and paid', { tag: '@phone' }, async ({
    page,
    stack,
    merchant,
  }) => {
    await page.goto(merchant.serve('open.html', byHand(stack)))
    await page.locator('#checkoutButton').click()
    await expect.poll(() => told(page)).toEqual(['opened'])
    await payUntilDone(page, stack, merchant)
    expect(merchant.posted).toEqual([
      { omiseToken: '', omiseSource: expect.stringMatching(/^src_test_/) },
    ])
  })

  test('onFormClosed tells of the buyer’s close, not of a source or of the page’s own', async ({
    page,
    stack,
    merchant,
  }) => {
    const keeping = byHand(stack).replace('form.submit()', '')
    await page.goto(merchant.serve('closed.html', keeping))
    const button = page.locator('#checkoutButton')
    await button.click()
    await page.keyboard.press('Escape')
    await expect.poll(() => told(page)).toEqual(['opened', 'closed'])
    await expect(button).toBeFocused()

    await button.click()
    await page.evaluate(() => {
      const card: { close(callback: () => void): boolean } = Reflect.get(window, 'OmiseCard')
      card.close(() => Reflect.get(window, 'told').push('close called back'))
    })
    await expect(overlay(page)).toHaveCount(0)
    await expect.poll(() => told(page)).toEqual(['opened', 'closed', 'opened', 'close called back'])

    await button.click()
    await giveNumber(page)
    await expect.poll(async () => (await told(page)).slice(4)).toEqual(['opened', 'source'])
    await expect(overlay(page)).toHaveCount(0)
  })

  test('an exception of onCreateTokenSuccess goes to window.onerror, and it is called once', async ({
    page,
    stack,
    merchant,
    trouble,
  }) => {
    trouble.announce(/the page is wrong/)
    const throwing = byHand(stack).replace('form.submit()', "throw new Error('the page is wrong')")
    await page.goto(merchant.serve('throws.html', throwing))
    await page.locator('#checkoutButton').click()
    const thrown = page.waitForEvent('pageerror')
    await giveNumber(page)
    expect((await thrown).message).toBe('the page is wrong')
    expect(await told(page)).toEqual(['opened', 'source'])
  })

  test('wrong options are named, nothing opens, and open answers false', async ({
    page,
    stack,
    merchant,
    trouble,
  }) => {
    trouble.announce(/amount|baht|publicKey/)
    const answers = `<script>
      window.opened = [
        OmiseCard.open({ publicKey: '${stack.publicKey}', amount: 'ten' }),
        OmiseCard.open({ publicKey: '${stack.publicKey}', amount: 100, currency: 'USD' }),
        OmiseCard.open({ amount: 100 }),
      ]</script>`
    const thrown: string[] = []
    page.on('pageerror', ({ message }) => thrown.push(message))
    await page.goto(merchant.serve('mistaken.html', `<p>Tea</p>${script(stack)}${answers}`))
    expect(await left(page, 'opened')).toEqual([false, false, false])
    expect(thrown).toHaveLength(3)
    expect(thrown.join('\n')).toMatch(/amount[\s\S]*USD[\s\S]*publicKey/)
    await expect(overlay(page)).toHaveCount(0)
  })

  test('a page that loads the script itself opens at once', async ({ page, stack, merchant }) => {
    await page.goto(
      merchant.serve(
        'late.html',
        `<button id="pay">Pay</button><script>
          pay.onclick = async () => {
            const tag = document.createElement('script')
            tag.src = '/omise-compatible.js'
            tag.dataset.tmnOmiseUrl = '${stack.simulator.url}'
            await new Promise((resolve) => { tag.onload = resolve; document.head.append(tag) })
            OmiseCard.open({ key: '${stack.publicKey}', amount: 100000 })
          }
        </script>`,
      ),
    )
    await page.locator('#pay').click()
    await expect(overlay(page)).toContainText('1,000.00')
  })
})
