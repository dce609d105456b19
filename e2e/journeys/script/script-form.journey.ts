import { en } from '../../../widget/locales/en.ts'
import { expect, type ScriptPage, test } from '../../support/script-page.ts'
import { authorizeTexts } from '../../support/shop-page.ts'

const script = '<script src="/truemoney-checkout.js" defer></script>'
const form = ({ attributes }: ScriptPage, inside = '', kind = '', formAttributes = '') => `${script}
  <form action="/charge" method="post" ${formAttributes}>
    <input name="basket" value="tea">
    ${inside}
    <div data-tmn-checkout="${kind}" ${attributes} data-tmn-amount="100000"></div>
  </form>`

test.describe('a checkout inside a form', () => {
  for (const kind of ['inline', 'button'] as const) {
    test(`(${kind}) puts the source into it, submits it, and the merchant is paid`, async ({
      scriptPage,
      stack,
      merchant,
    }) => {
      const { page } = scriptPage
      await scriptPage.open(form(scriptPage, '', kind))
      if (kind === 'button') {
        await page.getByRole('button', { name: en.form.title }).click()
        await expect(scriptPage.overlay()).toBeVisible()
      }
      await expect(scriptPage.field()).toBeVisible()
      await scriptPage.pay()
      await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
      const { sources } = await stack.simulator.state()
      const [source] = sources
      expect(merchant.posted).toEqual([
        { basket: 'tea', truemoneySource: source?.id, omiseSource: source?.id },
      ])
      await page.getByRole('button', { name: authorizeTexts.markSuccessful, exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Order: successful' })).toBeVisible()
      expect(await stack.simulator.charges()).toMatchObject([{ status: 'successful' }])
    })

    test(`(${kind}) whose field is wrong is ready again, and the next try makes another source`, async ({
      scriptPage,
      stack,
      merchant,
    }) => {
      const { page } = scriptPage
      await scriptPage.open(form(scriptPage, '<input name="email" type="email" required>', kind))
      const opener = page.locator('.tmn-open')
      if (kind === 'button') await opener.click()
      await scriptPage.pay()
      await expect(page.locator('[name=email]')).toBeFocused()
      expect(await scriptPage.hiddenInputs()).toEqual([])
      expect(merchant.posted).toEqual([])

      await page.locator('[name=email]').fill('somebody@shop.example')
      if (kind === 'button') await opener.click()
      await scriptPage.pay()
      await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
      const { sources } = await stack.simulator.state()
      expect(sources).toHaveLength(2)
      expect(merchant.posted).toMatchObject([
        { truemoneySource: sources[1]?.id, omiseSource: sources[1]?.id },
      ])
    })
  }

  test('is ready again when a listener of the page has stopped the submit', async ({
    scriptPage,
    stack,
    merchant,
  }) => {
    const { page } = scriptPage
    await scriptPage.open(form(scriptPage))
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      document.forms[0]?.addEventListener('submit', (event) => {
        if (!(event.target instanceof HTMLFormElement)) return
        heard.push(String(new FormData(event.target).get('truemoneySource')))
        if (heard.length === 1) event.preventDefault()
      })
    })
    await scriptPage.pay()
    await expect(scriptPage.payButton()).toHaveAttribute('aria-disabled', 'false')
    await expect.poll(() => page.evaluate('heard.length')).toBe(1)
    const [first] = (await stack.simulator.state()).sources
    // A listener may be about to send the form by itself.
    expect(await scriptPage.hiddenInputs()).toEqual([
      `truemoneySource=${first?.id}`,
      `omiseSource=${first?.id}`,
    ])

    await scriptPage.pay()
    await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
    const second = (await stack.simulator.state()).sources[1]
    expect(merchant.posted).toEqual([
      { basket: 'tea', truemoneySource: second?.id, omiseSource: second?.id },
    ])
  })

  test('submits by the only button that the form has, whatever its fields are called', async ({
    scriptPage,
    stack,
    merchant,
  }) => {
    const { page } = scriptPage
    const inside = '<input name="requestSubmit"><button name="submit" value="order">Order</button>'
    await scriptPage.open(form(scriptPage, inside))
    await scriptPage.pay()
    const atTrueMoney = (url: URL) => url.href.startsWith(stack.simulator.url)
    await expect(page).toHaveURL(atTrueMoney)
    expect(merchant.posted).toMatchObject([{ submit: 'order' }])

    await scriptPage.open(form(scriptPage, `${inside}<button name="coupon">Apply</button>`))
    await scriptPage.pay()
    await expect(page).toHaveURL(atTrueMoney)
    const fields = Object.keys(merchant.posted[1] ?? {})
    expect(fields).toEqual(['basket', 'requestSubmit', 'truemoneySource', 'omiseSource'])
  })

  test('uses the hidden inputs that the page has made for it', async ({
    scriptPage,
    stack,
    merchant,
  }) => {
    const { page } = scriptPage
    await scriptPage.open(form(scriptPage, '<input type="hidden" name="omiseSource" value="">'))
    await scriptPage.pay()
    await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
    const [source] = (await stack.simulator.state()).sources
    expect(merchant.posted).toEqual([
      { basket: 'tea', omiseSource: source?.id, truemoneySource: source?.id },
    ])
  })

  test('is ready for another source when the answer goes to another window', async ({
    scriptPage,
    merchant,
    trouble,
  }) => {
    // The simulator’s page, as TrueMoney’s, refuses to be framed.
    trouble.announce(/frame-ancestors/)
    const { page } = scriptPage
    await scriptPage.open(
      `${form(scriptPage, '', '', 'target="elsewhere"')}<iframe name="elsewhere" hidden></iframe>`,
    )
    await scriptPage.pay()
    await expect.poll(() => merchant.posted.length).toBe(1)
    await expect(scriptPage.payButton()).toHaveAttribute('aria-disabled', 'false')
    await expect(page.locator('[name=truemoneySource]')).toHaveCount(1)
  })

  test('leaves the form alone where the page takes the source itself', async ({
    scriptPage,
    merchant,
  }) => {
    const { page } = scriptPage
    await scriptPage.open(
      `${script}<form action="/charge" method="post"><div id="pay"></div></form>`,
    )
    await page.evaluate((options) => {
      const told: string[] = []
      Object.assign(window, { told })
      const handle = window.TrueMoneyCheckout?.mount('#pay', { ...options, amount: 100_000 })
      handle?.update({ onSource: (source) => told.push(source) })
    }, scriptPage.options)
    await scriptPage.pay()
    await expect.poll(() => page.evaluate('told.length')).toBe(1)
    await expect(scriptPage.payButton()).toHaveText(en.form.handedOver)
    expect(await scriptPage.hiddenInputs()).toEqual([])
    expect(merchant.posted).toEqual([])
  })
})
