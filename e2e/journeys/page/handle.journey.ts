import type { Page } from 'playwright/test'
import { th } from '../../../widget/locales/th.ts'
import type { CheckoutOptions } from '../../../widget/options/options.ts'
import { expect, test } from '../../support/journey.ts'
import type { Stack } from '../../support/stack.ts'

/** What a page of another merchant starts from: the script, an empty place, and a list of what it was told. */
async function openEmptyPage(page: Page, stack: Stack): Promise<void> {
  stack.servePage(
    'handle.html',
    `<!doctype html>
      <html lang="en">
      <title>A merchant with plans</title>
      <link rel="icon" href="/favicon.svg">
      <script src="/truemoney-checkout.js" defer></script>
      <button type="button">elsewhere</button>
      <div id="pay"></div>`,
  )
  await page.goto(`${stack.shopUrl}/handle.html`)
}

/** What every checkout of these pages has in common. */
function optionsFor(
  stack: Stack,
): Pick<CheckoutOptions, 'publicKey' | 'omiseUrl' | 'authorizeHosts'> {
  return {
    publicKey: stack.publicKey,
    omiseUrl: stack.simulator.url,
    authorizeHosts: [stack.simulator.url],
  }
}

/** What can be passed into a page: everything but functions. */
function mountAt(page: Page, options: CheckoutOptions) {
  return page.evaluateHandle((given) => window.TrueMoneyCheckout?.mount('#pay', given), options)
}

test('the handle changes the amount and the language in place, and keeps what was typed', async ({
  buyer,
  stack,
}) => {
  const { page } = buyer
  await openEmptyPage(page, stack)
  const order = await stack.placeOrder()
  const handle = await mountAt(page, { ...optionsFor(stack), order })
  const field = page.getByRole('textbox')
  await field.fill('081-234')
  await handle.evaluate((mounted) => mounted?.update({ locale: 'th' }))
  await expect(page.getByText(th.form.phoneLabel)).toBeVisible()
  await handle.evaluate((mounted, changed) => mounted?.update({ order: changed }), {
    ...order,
    amount: 123_400,
  })
  await expect(page.getByRole('button', { name: 'ชำระ ฿1,234.00' })).toBeVisible()
  await expect(field).toHaveValue('081-234')

  // Another order begins anew.
  const other = await stack.placeOrder()
  await handle.evaluate((mounted, changed) => mounted?.update({ order: changed }), other)
  await expect(field).toHaveValue('')
})

test('a change that is wrong changes nothing', async ({ buyer, stack }) => {
  const { page } = buyer
  await openEmptyPage(page, stack)
  const order = await stack.placeOrder()
  const handle = await mountAt(page, { ...optionsFor(stack), order })
  await page.getByRole('textbox').fill('081')
  const message = await handle.evaluate((mounted, secret) => {
    try {
      mounted?.update({ publicKey: secret })
      return 'nothing was thrown'
    } catch (error) {
      return String(error)
    }
  }, stack.secretKey)
  expect(message).toMatch(/roll the secret key/)
  expect(message).not.toContain(stack.secretKey)
  await expect(page.getByRole('textbox')).toHaveValue('081')
})

test('the handle submits, resets and focuses at any moment, and after the end it does nothing', async ({
  buyer,
  stack,
}) => {
  const { page } = buyer
  await openEmptyPage(page, stack)
  const handle = await mountAt(page, { ...optionsFor(stack), amount: 100_000 })
  await handle.evaluate((mounted) => {
    mounted?.submit()
    mounted?.submit()
  })
  await expect(page.getByRole('alert')).toContainText('Enter the mobile number')
  await handle.evaluate((mounted) => {
    mounted?.reset()
    mounted?.focus()
  })
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('textbox')).toBeFocused()

  await page.getByRole('textbox').fill('081-234-5678')
  await handle.evaluate((mounted) => {
    for (let i = 0; i < 5; i += 1) mounted?.submit()
  })
  await expect(page.getByRole('button', { name: 'One moment' })).toBeVisible()
  expect((await stack.simulator.state()).sources).toHaveLength(1)

  await handle.evaluate((mounted) => mounted?.reset())
  await expect(page.getByRole('button', { name: 'Pay ฿' })).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveValue('081-234-5678')
  await handle.evaluate((mounted) => mounted?.reset())
  await expect(page.getByRole('textbox')).toHaveValue('')
  await handle.evaluate((mounted) => {
    for (let i = 0; i < 3; i += 1) {
      mounted?.unmount()
      mounted?.submit()
      mounted?.reset()
      mounted?.focus()
      mounted?.update({ amount: 5_000 })
    }
  })
  expect(await page.locator('#pay').innerHTML()).toBe('')
  expect((await stack.simulator.state()).sources).toHaveLength(1)
})

test('a page that makes source and charge itself is notified of each step, and can stop one', async ({
  buyer,
  stack,
}) => {
  const { page } = buyer
  await openEmptyPage(page, stack)
  const order = await stack.placeOrder()
  await page.evaluate(
    ({ order, ...options }) => {
      const told: string[] = []
      Object.assign(window, { told })
      let asked = 0
      window.TrueMoneyCheckout?.mount('#pay', {
        ...options,
        amount: order.amount,
        beforeSubmit: ({ phoneNumber }) => {
          asked += 1
          return asked > 1 && phoneNumber?.startsWith('08') === true
        },
        // As an Omise.js that is on the page already would.
        createSource: async ({ amount, phoneNumber }) => {
          const response = await fetch(`${options.omiseUrl}/sources`, {
            method: 'POST',
            headers: {
              authorization: `Basic ${btoa(`${options.publicKey}:`)}`,
              'content-type': 'application/json',
            },
            body: JSON.stringify({
              type: 'truemoney',
              amount,
              currency: 'THB',
              phone_number: phoneNumber,
            }),
          })
          return (await response.json()).id
        },
        createCharge: async ({ source, amount }) => {
          const response = await fetch(`/api/orders/${order.orderId}/charge`, {
            method: 'POST',
            headers: { authorization: `Bearer ${order.token}`, 'content-type': 'application/json' },
            body: JSON.stringify({ source, amount }),
          })
          return response.json()
        },
        // What the page gives is called bare, as `onError: reportError` needs it.
        onReady: function (this: unknown) {
          told.push(this === window ? 'ready' : 'ready, of somebody')
        },
        onChange: ({ isValid }) => told.push(isValid ? 'right' : 'wrong'),
        onSource: function (this: unknown, source) {
          told.push(this === window ? source.slice(0, 4) : 'source, of somebody')
        },
        onRedirect: (uri) => told.push(new URL(uri).origin),
        onEvent: ({ name }) => told.push(`(${name})`),
      })
      addEventListener('pagehide', () => sessionStorage.setItem('told', told.join(' ')))
    },
    { ...optionsFor(stack), order },
  )
  await page.getByRole('textbox').fill('081-234-5678')
  const pay = page.getByRole('button', { name: 'Pay ฿' })
  await pay.click()
  await expect(pay).toBeVisible()
  expect((await stack.simulator.state()).sources).toHaveLength(0)

  await pay.click()
  await buyer.arriveAtTrueMoney()
  await page.goBack()
  await expect(page.getByRole('button', { name: 'elsewhere' })).toBeVisible()
  const told = await page.evaluate(() => sessionStorage.getItem('told'))
  expect(told).toBe(
    `ready (ready) (typed) right (submit) (vetoed) (submit) src_ (charged) ${stack.simulator.url}`,
  )
})

test('a charge address of the merchant’s own gets source and amount', async ({ buyer, stack }) => {
  const { page } = buyer
  await openEmptyPage(page, stack)
  const order = await stack.placeOrder()
  await page.evaluate(
    ({ orderId, ...options }) =>
      void window.TrueMoneyCheckout?.mount('#pay', {
        ...options,
        createCharge: `/api/orders/${orderId}/charge`,
      }),
    { ...optionsFor(stack), order, orderId: order.orderId },
  )
  await page.getByRole('textbox').fill('081-234-5678')
  await page.getByRole('button', { name: 'Pay ฿' }).click()
  await buyer.arriveAtTrueMoney()
  expect(await stack.simulator.charges()).toMatchObject([{ amount: order.amount }])
})

test('keys of another mode than the server’s stop everything', async ({ buyer, stack }) => {
  const { page } = buyer
  await openEmptyPage(page, stack)
  const order = await stack.placeOrder()
  const message = await page.evaluate(
    (options) => {
      try {
        window.TrueMoneyCheckout?.mount('#pay', options)
        return 'nothing was thrown'
      } catch (error) {
        return String(error)
      }
    },
    { ...optionsFor(stack), publicKey: 'pkey_5wxyz0123456789abcd', order },
  )
  expect(message).toMatch(/expected a test key.*got a live one/)
  expect(await page.locator('#pay').innerHTML()).toBe('')
})
