/** The merchant's view, as somebody in the shop uses it. */
import type { Locator, Page } from 'playwright/test'
import { en } from '../../../public/merchant/texts/en.js'
import { th } from '../../../public/merchant/texts/th.js'
import { chargedOrder, paidOrder } from '../../support/charged-order.ts'
import { expect, test } from '../../support/journey.ts'
import { speak } from '../../support/shop-language.ts'
import type { Stack } from '../../support/stack.ts'

/** A browser in Thai, where nobody has chosen a language. */
test.use({ locale: 'th-TH' })

test.describe('in a browser in English', () => {
  test.use({ locale: 'en-GB' })

  test('the merchant’s view is in English, and in Thai once that is chosen', {
    tag: '@desktop',
  }, async ({ page, stack }) => {
    await page.goto(`${stack.shopUrl}/merchant/`)
    await expect(page.getByLabel(en.signIn.label)).toBeVisible()
    await page.getByRole('button', { name: en.page.otherLanguage }).click()
    await page.reload()
    await expect(page.getByLabel(th.signIn.label)).toBeVisible()
  })
})

test('the link opens the orders; part of one is given back once, however often it is pressed', {
  tag: '@phone',
}, async ({ page, stack }) => {
  const order = await paidOrder(stack)
  await watchLayout(page)
  await page.goto(linkOf(stack))
  await expect(page).toHaveURL(`${stack.shopUrl}/merchant/`)
  await page.getByRole('searchbox').fill(order.reference ?? '')
  await page.keyboard.press('Enter')
  await page
    .getByRole('main')
    .getByRole('link', { name: order.reference ?? '' })
    .click()
  await expect(
    page.getByText(th.history.by.webhook).or(page.getByText(th.history.by.buyer)),
  ).toBeVisible()

  await page.getByRole('button', { name: th.refund.open }).click()
  const amount = page.getByLabel(th.refund.amount)
  await expect(amount).toBeFocused()
  await amount.fill('999999')
  await expect(page.getByRole('alert').filter({ hasText: baht(order.amount) })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await amount.fill('๓๐.๕๐')
  await page.getByRole('button', { name: th.refund.confirm('฿30.50') }).dblclick()
  await expect(page.getByText(th.refund.refunded('฿30.50')).first()).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(await refundsAt(stack)).toMatchObject([{ amount: 3_050 }])
  await expect(badge(page)).toHaveText(th.states.partially_refunded)

  await expect(page.getByText(th.events.types['order.refunded'])).toBeVisible()
  await page.goBack()
  await page.getByRole('link', { name: th.search.all }).click()
  await page.getByRole('link', { name: th.states.partially_refunded, exact: true }).click()
  await expect(page.getByRole('link', { name: order.reference ?? '' })).toBeVisible()
  expect(await layoutShift(page)).toBe(0)
})

test('all of it on the charge’s own day is voided, by keyboard alone', async ({ page, stack }) => {
  const order = await paidOrder(stack)
  await speak(page.context(), 'en')
  await page.goto(linkOf(stack))
  await page.goto(`${stack.shopUrl}/merchant/#/order/${order.orderId}`)
  await press(page, page.getByRole('button', { name: en.refund.open }))
  await press(page, page.getByRole('button', { name: en.refund.all(baht(order.amount)) }))
  await expect(page.getByText(en.refund.isVoid)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText(en.refund.voided(baht(order.amount))).first()).toBeVisible()
  await expect(page.getByText(en.whyNot.nothing_left)).toBeVisible()
  expect(await refundsAt(stack)).toMatchObject([{ amount: order.amount, voided: true }])
})

test('the list says in words how an order was tried to be paid, and why it was not', {
  tag: '@phone',
}, async ({ page, stack }) => {
  const { charge, ...order } = await chargedOrder(stack)
  const failed = { decision: 'failed', failure_code: 'insufficient_fund' } as const
  await stack.simulator.decide(charge, failed)
  await speak(page.context(), 'en')
  await page.goto(linkOf(stack))
  const line = page.getByRole('link', { name: order.reference ?? '' })
  await expect(line).toContainText(en.failures.insufficient_fund)
  await expect(line).toContainText(en.methods.truemoney)
  await line.click()
  const attempt = page.getByRole('listitem').filter({ hasText: en.attempts.nth(1) })
  await expect(attempt.last()).toContainText(en.methods.truemoney)
})

test('an order shows its events to the shop, and that all were delivered', async ({
  page,
  stack,
}) => {
  const order = await paidOrder(stack)
  await speak(page.context(), 'en')
  await page.goto(linkOf(stack))
  await page.goto(`${stack.shopUrl}/merchant/#/order/${order.orderId}`)
  const events = page.locator('section', { hasText: en.events.heading })
  await expect(events.getByText(en.events.types['order.paid'])).toBeVisible()
  await expect(events.getByText(en.events.states.taken)).toBeVisible()
  await page.getByRole('link', { name: en.page.events }).click()
  await expect(page.getByText(en.events.allTaken)).toBeVisible()
})

test('the token is typed once, refused in words, kept for the tab, and forgotten', async ({
  page,
  stack,
  trouble,
}) => {
  trouble.announce(/401/)
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(`${stack.shopUrl}/merchant/`)
  const field = page.getByLabel(th.signIn.label)
  await field.fill('not the token')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText(th.problems.unauthorized)
  await field.fill(stack.merchantToken)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: th.page.orders })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: th.page.orders })).toBeVisible()
  await page.getByRole('button', { name: th.page.signOut }).click()
  await page.reload()
  await expect(field).toBeVisible()
  expect(requests.filter((url) => url.includes(stack.merchantToken))).toEqual([])
  expect(
    await page.evaluate(() => [...Object.values(localStorage), document.cookie].join()),
  ).not.toContain(stack.merchantToken)
})

test('a lost answer is said and asked for again safely; what changed meanwhile is shown', async ({
  page,
  context,
  stack,
  trouble,
}) => {
  trouble.announce(/ERR_FAILED|ERR_INTERNET_DISCONNECTED|412/)
  const order = await paidOrder(stack)
  // First: what makes it speak would find no storage on an empty page.
  const other = await context.newPage()
  await speak(context, 'en')
  const open = async (tab: Page) => {
    await tab.goto(`${stack.shopUrl}/merchant/#token=${stack.merchantToken}`)
    await tab.goto(`${stack.shopUrl}/merchant/#/order/${order.orderId}`)
    await tab.getByRole('button', { name: en.refund.open }).click()
    await tab.getByLabel(en.refund.amount).fill('20')
  }
  await open(page)
  await open(other)

  const confirm = { name: en.refund.confirm('฿20.00') }
  await page.route(
    '**/refunds',
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
  await page.getByRole('button', confirm).click()
  await expect(page.getByRole('alert').filter({ hasText: en.refund.unsure })).toBeVisible()
  await page.getByRole('button', confirm).click()
  await expect(page.getByText(en.refund.refunded('฿20.00')).first()).toBeVisible()

  await other.getByRole('button', confirm).click()
  await expect(other.getByText(en.refund.changed).first()).toBeVisible()
  await expect(badge(other)).toHaveText(en.states.partially_refunded)
  expect(await refundsAt(stack)).toHaveLength(1)

  await context.setOffline(true)
  await page.getByRole('button', { name: en.refresh }).click()
  await expect(page.getByRole('alert').filter({ hasText: en.problems.unreachable })).toBeVisible()
  await expect(badge(page)).toHaveText(en.states.partially_refunded)
  await context.setOffline(false)
  await page.getByRole('button', { name: en.tryAgain }).click()
  await expect(page.getByRole('alert').filter({ hasText: en.problems.unreachable })).toHaveCount(0)
})

test('what the daily check finds is shown by name', async ({ page, stack }) => {
  const order = await paidOrder(stack)
  await stack.simulator.reset()
  await page.goto(linkOf(stack))
  await page.getByRole('link', { name: th.page.sweep }).click()
  await page.getByRole('button', { name: th.sweep.run }).click()
  await expect(page.getByText(th.sweep.kinds.charge_unknown).first()).toBeVisible()
  await page.getByRole('link', { name: order.orderId }).click()
  await expect(badge(page)).toHaveText(th.states.paid)
})

function linkOf(stack: Stack): string {
  return `${stack.shopUrl}/merchant/#token=${stack.merchantToken}`
}

/** An order's own, not its attempts'. */
function badge(page: Page): Locator {
  return page.locator('.head .badge')
}

async function refundsAt(stack: Stack): Promise<unknown> {
  const response = await fetch(`${stack.simulator.url}/refunds`, {
    headers: { authorization: `Basic ${btoa(`${stack.secretKey}:`)}` },
  })
  return (await response.json()).data
}

/** Goes there with the tabulator, as far as it takes, and presses it. */
async function press(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let count = 0; count < 30; count += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
  await page.keyboard.press('Enter')
}

function watchLayout(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    Object.assign(window, { layoutShift: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('value' in entry && !('hadRecentInput' in entry && entry.hadRecentInput))
          Object.assign(window, {
            layoutShift: Reflect.get(window, 'layoutShift') + Number(entry.value),
          })
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

function layoutShift(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'layoutShift'))
}

function baht(satang: number): string {
  return `฿${(satang / 100).toFixed(2)}`
}
