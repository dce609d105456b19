/** Those who use the server: the shop that makes orders, its buyers, and the merchant who refunds. */
import * as z from 'zod/mini'
import { charge, type PaymentMethod, payment } from '../../widget/contract.ts'
import { withHistory } from './history.ts'
import {
  chargeIdOfPage,
  chargesOf,
  isPaidCharge,
  isTakenBack,
  refundedOf,
  sourceIdOf,
} from './omise/ledger.ts'
import type { World } from './world.ts'

const created = z.object({ orderId: z.string(), token: z.string() })
type Placed = z.output<typeof created> & {
  readonly amount: number
  readonly name: string
  /** How the buyer pays, until that is changed. */
  readonly method: PaymentMethod
}

/** Plays one order from its creation on. */
export async function playOrder(world: World, index: number): Promise<void> {
  const name = `buyer ${index + 1}`
  await world.pause(world.fate.integer(`${name} comes after`, 0, 4_000))
  const reference = `SO-${index + 1}`
  const order = await place(world, name, reference)
  const cancelling = cancel(world, name, reference)
  const tabs = Array.from({ length: world.scene.mostTries }, (_, nth) => nth)
  for (const nth of tabs) {
    if (nth > 0 && !world.fate.chance(`${name} tries again`, 0.6)) break
    if (nth > 0 && world.fate.chance(`${name} comes back late`, 0.15)) await world.pause(lateMs)
    await tryToPay(world, order, nth)
  }
  await Promise.all([cancelling, refund(world, order), refundAtDashboard(world, order)])
}

/** The shop cancels while the buyer may be paying. */
async function cancel(world: World, name: string, reference: string): Promise<void> {
  if (!world.fate.chance(`${name} is cancelled`, world.scene.cancelChance)) return
  await world.pause(world.fate.integer(`${name} is cancelled after`, 100, 90_000))
  const answer = await world.request({
    by: `the shop of ${name}`,
    method: 'DELETE',
    path: `/api/merchant/orders/${reference}`,
  })
  world.say(() => `cancelling ${reference} is answered ${wordsOf(answer)}`)
}

/** Somebody refunds at Omise's dashboard, past the server. */
async function refundAtDashboard(world: World, order: Placed): Promise<void> {
  const { fate, scene, ledger } = world
  const name = `a dashboard refund of ${order.orderId}`
  if (scene.refunds === 0 || !fate.chance(`${name} happens`, 0.1)) return
  await world.pause(fate.integer(`${name} comes after`, 100, 90_000))
  const paid = chargesOf(ledger, order.orderId).find(isPaidCharge)
  if (paid === undefined || isTakenBack(paid) || refundedOf(ledger, paid.id) > 0) return
  world.say(() => name)
  world.omise.refund(paid.id, { refundId: null, amountSatang: 2_500, void: false, reason: null })
}

async function place(world: World, name: string, reference: string): Promise<Placed> {
  const amount = 10_000
  for (;;) {
    const answer = await world.request({
      by: name,
      method: 'POST',
      path: '/api/merchant/orders',
      body: { reference, amount },
    })
    const parsed = created.safeParse(answer?.body)
    if (parsed.success) return { ...parsed.data, amount, name, method: methodOf(world, name) }
    await world.pause(1_000)
  }
}

function methodOf({ fate }: World, name: string): PaymentMethod {
  return fate.weighted(`${name} pays by`, [
    [3, 'truemoney'],
    [2, 'truemoney_jumpapp'],
    [2, 'truemoney_qr'],
  ])
}

async function tryToPay(world: World, order: Placed, nth: number): Promise<void> {
  const { fate, scene } = world
  const name = `${order.name} try ${nth + 1}`
  const copies = fate.integer(`${name} presses again`, scene.leastCopies, scene.mostCopies)
  const submits = Array.from({ length: copies }, async (_, copy) => {
    if (copy > 0) await world.pause(fate.integer(`${name} presses after`, 0, 2_000))
    const by = `${name}${copy === 0 ? '' : ` copy ${copy + 1}`}`
    await withHistory(by, () => submit(world, order, by, nth))
  })
  await Promise.all(submits)
}

async function submit(world: World, order: Placed, name: string, nth: number): Promise<void> {
  const { fate } = world
  const change = nth === 0 ? 'nothing' : fate.weighted(`${name} changes`, changes)
  const method = change === 'method' ? methodOf(world, name) : order.method
  const phoneNumber = method === 'truemoney' ? `081234567${change === 'number' ? nth : 0}` : null
  const answer = await world.request({
    by: name,
    method: 'POST',
    path: `/api/orders/${order.orderId}/charge`,
    token: order.token,
    // Half of the pages send a source; the same number has the same one.
    body: {
      amount: order.amount,
      ...(fate.chance(`${name} sends a source`, 0.5)
        ? { source: sourceIdOf({ method, phoneNumber }, order.orderId) }
        : phoneNumber === null
          ? { method }
          : { phoneNumber }),
    },
  })
  world.say(() => `${name} of ${order.orderId} is answered ${wordsOf(answer)}`)
  const page = await pageOf(world, name, answer?.body)
  if (page !== undefined) {
    world.rules.sentTo(order.orderId, chargeIdOfPage(page))
    await world.pause(fate.integer(`${name} thinks`, 500, 60_000))
    const decision = fate.weighted(`${name} decides`, [
      [8, 'successful'],
      [2, 'failed'],
      [2, 'nothing'],
    ] as const)
    if (decision !== 'nothing') world.omise.decide(page, decision)
  }
  const polls = fate.integer(`${name} looks`, 1, 4)
  for (let poll = 0; poll < polls; poll += 1) {
    await world.pause(fate.integer(`${name} looks after`, 200, 20_000))
    await look(world, order, name)
  }
}

/** The address of TrueMoney's page: the answer's own, or what its QR code holds. */
async function pageOf(world: World, by: string, body: unknown): Promise<string | undefined> {
  const { data } = charge.safeParse(body)
  if (data === undefined) return undefined
  if ('authorizeUri' in data) return data.authorizeUri
  const { pathname, search } = new URL(data.qr.imageUri)
  const picture = await world.request({ by, method: 'GET', path: pathname + search })
  return picture?.status === 200 ? String(picture.body) : undefined
}

async function look(world: World, order: Placed, by: string): Promise<void> {
  const askedAt = world.scheduler.now()
  const answer = await world.request({
    by,
    method: 'GET',
    path: `/api/orders/${order.orderId}/payment`,
    token: order.token,
  })
  const parsed = payment.safeParse(answer?.body)
  if (!parsed.success) return
  world.say(() => `${by} of ${order.orderId} sees: ${parsed.data.status}`)
  world.rules.shown(order.orderId, parsed.data, askedAt)
}

async function refund(world: World, order: Placed): Promise<void> {
  const { fate, scene } = world
  for (let nth = 0; nth < scene.refunds; nth += 1) {
    const name = `refund ${nth + 1} of ${order.orderId}`
    if (!fate.chance(`${name} is wanted`, 0.5)) continue
    const amount = fate.weighted(`${name} is of`, [
      [2, undefined],
      [1, 3_000],
      [1, 7_000],
    ])
    await world.pause(fate.integer(`${name} comes after`, 1_000, 60_000))
    for (let asked = fate.integer(`${name} is asked for`, 1, 4); asked > 0; asked -= 1) {
      const answer = await world.request({
        by: name,
        method: 'POST',
        path: `/api/orders/${order.orderId}/refunds`,
        key: name,
        body: amount === undefined ? {} : { amount },
      })
      world.say(() => `${name} is answered ${wordsOf(answer)}`)
      await world.pause(fate.integer(`${name} is asked for again after`, 100, 90_000))
    }
  }
}

/** Longer than the window of an app's source, which is three minutes. */
const lateMs = 240_000

/** What a buyer does otherwise at another try. */
const changes = [
  [2, 'nothing'],
  [1, 'number'],
  [1, 'method'],
] as const

const worded = z.object({
  code: z.optional(z.string()),
  status: z.optional(z.union([z.string(), z.number()])),
  authorizeUri: z.optional(z.string()),
})

function wordsOf(answer: { readonly status: number; readonly body: unknown } | undefined): string {
  if (answer === undefined) return 'by nobody'
  const { data } = worded.safeParse(answer.body)
  return `${answer.status} ${data?.authorizeUri ?? data?.code ?? data?.status ?? ''}`
}
