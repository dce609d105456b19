/** The states of TrueMoney's app and of the QR code, with a server's answers played. */
import { expect } from 'playwright/test'
import type { Payment } from '../../widget/contract.ts'
import type { CheckoutOptions } from '../../widget/options/options.ts'
import type { Buyer } from './shop-page.ts'
import type { Stack } from './stack.ts'

const app = 'truemoney_jumpapp'
const both = [app, 'truemoney'] as const
const openApp = 'truemoney://pay?ref=1'
/** Nothing that scans: in a picture of a state it is the size that counts. */
export const codePicture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><path d="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 2h3v3H9zM9 9h4v3H9zM16 10h3v6h-3zM10 16h3v4h-3z"/></svg>`

type Answers = { charge: unknown; payment: Partial<Payment> }

/** Plays a server that knows these methods. What is answered to a charge and about the payment may change later. */
export async function playAnswers({ page }: Buyer, answers: Answers): Promise<void> {
  await page.route('**/qr.svg', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: codePicture }),
  )
  await page.route('**/api/orders/*/charge', (route) => route.fulfill({ json: answers.charge }))
  await page.route('**/api/orders/*/payment', (route) => {
    const [orderId] = new URL(route.request().url()).pathname.split('/').slice(-2)
    // Of one custard, which is what these orders are of.
    const known = { orderId, status: 'pending', amount: 8_900, currency: 'THB' }
    return route.fulfill({ json: { ...known, ...answers.payment } })
  })
}

/** In `ms` milliseconds the code is over. */
export function codeFor(ms: number) {
  const expiresAt = new Date(Date.now() + ms).toISOString()
  return { imageUri: '/qr.svg', saveUri: '/qr.svg?png', expiresAt }
}

/** The shop's checkout with these methods, at its first form. */
export async function openMethods(
  buyer: Buyer,
  stack: Stack,
  options: Partial<CheckoutOptions>,
): Promise<void> {
  await stack.simulator.setPaymentMethods(['truemoney', app, 'truemoney_qr'])
  const order = await stack.placeOrder()
  await buyer.openCheckout(order)
  await buyer.mountInstead(order, [stack.simulator.url, 'truemoney://'], options)
}

async function pressed(
  buyer: Buyer,
  stack: Stack,
  options: Partial<CheckoutOptions>,
  answers: Answers,
): Promise<void> {
  await playAnswers(buyer, answers)
  await openMethods(buyer, stack, options)
  await buyer.payButton().click()
}

const waiting = (pendingMs: number): Answers => ({
  charge: { authorizeUri: openApp },
  payment: { status: 'pending', method: app, authorizeUri: openApp, pendingMs },
})

export const methodScenes = [
  {
    name: 'form-app',
    show: async (buyer: Buyer, stack: Stack) => {
      await openMethods(buyer, stack, { methods: both })
      await expect(buyer.page.getByText(buyer.texts().app.onComputer)).toBeVisible()
    },
  },
  {
    name: 'form-qr',
    show: async (buyer: Buyer, stack: Stack) => {
      await openMethods(buyer, stack, { methods: ['truemoney_qr'] })
      await expect(buyer.page.getByText(buyer.texts().qr.next)).toBeVisible()
    },
  },
  {
    name: 'method-unavailable',
    show: async (buyer: Buyer, stack: Stack) => {
      await openMethods(buyer, stack, { serverMethods: [] })
      await buyer.sees(buyer.texts().stopped.method_unavailable)
    },
  },
  {
    name: 'waiting-for-app',
    show: async (buyer: Buyer, stack: Stack) => {
      await pressed(buyer, stack, { methods: both }, waiting(25_000))
      await buyer.sees(buyer.texts().app.waiting)
    },
  },
  {
    name: 'too-late-for-app',
    show: async (buyer: Buyer, stack: Stack) => {
      await pressed(buyer, stack, { methods: both }, waiting(215_000))
      await buyer.sees(buyer.texts().app.late)
    },
  },
  {
    name: 'qr-code',
    show: async (buyer: Buyer, stack: Stack) => {
      const qr = codeFor(170_000)
      const payment = { status: 'pending', method: 'truemoney_qr', qr } as const
      await pressed(buyer, stack, { methods: ['truemoney_qr'] }, { charge: { qr }, payment })
      await expect(buyer.page.getByRole('img', { name: buyer.texts().qr.code })).toBeVisible()
    },
  },
] as const
