/** `<truemoney-checkout>` as a page meets it: a field of a form, a place to style, attributes and properties. */
import { expect, test } from '../support/journey.ts'
import type { Stack } from '../support/stack.ts'

const head = `<!doctype html>
  <html lang="th">
  <meta charset="utf-8">
  <title>A merchant with an element</title>
  <link rel="icon" href="/favicon.svg">
  <script type="module" src="/truemoney-checkout-element.js"></script>`

const server = ({ publicKey, simulator }: Stack) =>
  `public-key="${publicKey}" omise-url="${simulator.url}" authorize-hosts="${simulator.url}"`

/** A form of the page's own, with the element as one of its fields. */
const formPage = (stack: Stack) => `${head}
  <form action="/thanks.html" method="get">
    <input name="note" aria-label="Note">
    <truemoney-checkout name="source" amount="2000" ${server(stack)}></truemoney-checkout>
    <button>Order</button>
    <button type="reset">Clear</button>
  </form>`

test.describe('in a form', () => {
  test.beforeEach(({ stack }) => {
    stack.servePage('element-form.html', formPage(stack))
    stack.servePage('thanks.html', `${head}<h1>Thanks</h1>`)
  })

  test('is a field whose value is the source, and submits the form with it', async ({
    buyer,
    stack,
  }) => {
    await buyer.open('/element-form.html')
    await buyer.page.getByLabel('Note').fill('with a bow')
    await buyer.submitNumber('081-234-5678')
    await expect(buyer.heading('Thanks')).toBeVisible()
    const sent = new URL(buyer.page.url()).searchParams
    const { sources } = await stack.simulator.state()
    expect([...sent]).toEqual([
      ['note', 'with a bow'],
      ['source', sources[0]?.id],
    ])
    expect(sources).toHaveLength(1)
  })

  test('holds the form back until there is a source, and says so at its field', async ({
    buyer,
  }) => {
    await buyer.open('/element-form.html')
    await buyer.button('Order').click()
    await expect(buyer.phoneField()).toBeFocused()
    expect(new URL(buyer.page.url()).pathname).toBe('/element-form.html')
    const message = await buyer.page
      .locator('truemoney-checkout')
      .evaluate((element) =>
        element instanceof HTMLElement ? Reflect.get(element, 'validationMessage') : '',
      )
    expect(message).toBe(buyer.texts().fieldProblems.empty)
  })

  test('is ready for another source where the page’s validation stops the form', async ({
    buyer,
    stack,
  }) => {
    await buyer.open('/element-form.html')
    const note = buyer.page.getByLabel('Note')
    await note.evaluate((field) => field.setAttribute('required', ''))
    await buyer.submitNumber('081-234-5678')
    await expect(note).toBeFocused()
    await expect(buyer.payButton()).toBeVisible()
    await note.fill('now with a note')
    await buyer.submitNumber('081-234-5678')
    await expect(buyer.heading('Thanks')).toBeVisible()
    const { sources } = await stack.simulator.state()
    expect(new URL(buyer.page.url()).searchParams.get('source')).toBe(sources[1]?.id)
    expect(sources).toHaveLength(2)
  })

  test('is heard by the page’s listeners, who may take the form over', async ({ buyer, stack }) => {
    await buyer.open('/element-form.html')
    const taken = buyer.page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('submit', (event) => {
            event.preventDefault()
            if (event.target instanceof HTMLFormElement)
              resolve(new FormData(event.target).get('source'))
          })
        }),
    )
    await buyer.submitNumber('081-234-5678')
    const source = await taken
    expect(source).toBe((await stack.simulator.state()).sources[0]?.id)
    await expect(buyer.payButton()).toBeVisible()
  })

  test('is cleared with the form, and switched off with its fieldset', async ({ buyer }) => {
    await buyer.open('/element-form.html')
    await buyer.phoneField().fill('081-2')
    await buyer.button('Clear').click()
    await expect(buyer.phoneField()).toHaveValue('')
    await buyer.page.evaluate(() => {
      const fieldset = document.createElement('fieldset')
      fieldset.disabled = true
      document.querySelector('form')?.append(fieldset)
      fieldset.append(document.querySelector('truemoney-checkout') ?? '')
    })
    await expect(
      buyer.page.locator('truemoney-checkout > div, truemoney-checkout [inert]'),
    ).toHaveCount(1)
  })
})

test.describe('the element', () => {
  test.beforeEach(({ stack }) => {
    stack.servePage(
      'element.html',
      `${head}<main><truemoney-checkout amount="2000" ${server(stack)}></truemoney-checkout></main><div id="aside"></div>`,
    )
  })

  test('follows its attributes and properties, and keeps what was typed', async ({ buyer }) => {
    await buyer.open('/element.html')
    const element = buyer.page.locator('truemoney-checkout')
    await buyer.phoneField().fill('081-234')
    await element.evaluate((checkout) => Reflect.set(checkout, 'amount', 12_300))
    await expect(buyer.payButton()).toContainText('123')
    await expect(element).toHaveAttribute('amount', '12300')
    await element.evaluate((checkout) => checkout.setAttribute('locale', 'en'))
    await expect(buyer.page.getByRole('button', { name: 'Pay ฿123.00' })).toBeVisible()
    await expect(element.locator('input')).toHaveValue('081-234')
    expect(await element.evaluate((checkout) => Reflect.get(checkout, 'locale'))).toBe('en')
    await element.evaluate((checkout) =>
      Reflect.set(checkout, 'texts', { en: { form: { pay: 'Buy now for {amount}' } } }),
    )
    await expect(buyer.page.getByRole('button', { name: 'Buy now for ฿123.00' })).toBeVisible()
  })

  test('takes properties that were set before its class was there', async ({ buyer, stack }) => {
    const order = await stack.placeOrder()
    stack.servePage('late.html', head.replace(/<script.*/, ''))
    await buyer.open('/late.html')
    const { publicKey } = stack
    const omiseUrl = stack.simulator.url
    await buyer.page.evaluate(
      async ({ script, ...options }) => {
        const element = Object.assign(document.createElement('truemoney-checkout'), options)
        document.body.append(element)
        await import(script)
      },
      {
        script: '/truemoney-checkout-element.js',
        publicKey,
        omiseUrl,
        order,
        authorizeHosts: [omiseUrl],
      },
    )
    await buyer.payWith('081-234-5678')
    await buyer.decide({ decision: 'successful' })
    await buyer.seesSuccess()
  })

  test('tells the page by events that cross its shadow root', async ({ buyer }) => {
    await buyer.open('/element.html')
    const heard = buyer.page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('tmn:source', (event) => {
            if (event instanceof CustomEvent && event.target instanceof Element)
              resolve({ detail: event.detail, from: event.target.localName })
          })
        }),
    )
    await buyer.submitNumber('081-234-5678')
    expect(await heard).toEqual({
      detail: expect.stringMatching(/^src_/),
      from: 'truemoney-checkout',
    })
  })

  test('is styled by its parts, and by nothing else of the page', async ({ buyer }) => {
    await buyer.open('/element.html')
    await expect(buyer.phoneField()).toBeVisible()
    await buyer.page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(`
        button { rotate: 3deg }
        ${['button', 'input', 'label', 'title'].map((part) => `truemoney-checkout::part(${part}) { outline: 3px solid rgb(1, 2, 3) }`).join('\n')}`)
      document.adoptedStyleSheets = [sheet]
    })
    const element = buyer.page.locator('truemoney-checkout')
    for (const part of ['button', 'input', 'label', 'title']) {
      const styled = element.locator(`[part~="${part}"]`).first()
      await expect(styled).toHaveCSS('outline-color', 'rgb(1, 2, 3)')
      await expect(styled).toHaveCSS('rotate', 'none')
    }
  })

  test('stays as it is when it is moved, and leaves nothing when it is removed', async ({
    buyer,
  }) => {
    await buyer.open('/element.html')
    await buyer.phoneField().fill('081-234')
    const element = buyer.page.locator('truemoney-checkout')
    await element.evaluate((checkout) => document.querySelector('#aside')?.append(checkout))
    await expect(buyer.phoneField()).toHaveValue('081-234')
    const left = await element.evaluate(async (checkout) => {
      const root = checkout.shadowRoot
      checkout.remove()
      await Promise.resolve()
      return [root?.querySelectorAll('.tmn-root').length, root?.adoptedStyleSheets.length]
    })
    expect(left).toEqual([0, 1])
  })

  test('says what is wrong, to the page and in the console, and recovers', async ({
    buyer,
    trouble,
  }) => {
    trouble.announce(/publicKey/)
    await buyer.open('/element.html')
    await expect(buyer.phoneField()).toBeVisible()
    const told = await buyer.page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('tmn:error', (event) => {
            if (event instanceof CustomEvent) resolve(event.detail.code)
          })
          document.querySelector('main')?.append(document.createElement('truemoney-checkout'))
        }),
    )
    expect(told).toBe('invalid_options')
    await buyer.page.evaluate(() => {
      const [right, wrong] = document.querySelectorAll('truemoney-checkout')
      wrong?.setAttribute('amount', '2000')
      wrong?.setAttribute('public-key', right?.getAttribute('public-key') ?? '')
    })
    await expect(buyer.phoneField()).toHaveCount(2)
  })
})
