/** A buyer with one window on an order: sources, submits, TrueMoney's page, and looking at the payment. */
import type { Clock } from '../../../server-example/checkout/ports.ts'
import { attemptIdOfCode, type Told } from '../books/told.ts'
import type { Decision, TryPlan } from '../schedule/schedule.ts'
import type { NewSource, Omise } from '../stack/omise.ts'
import type { Shop, ShopOrder } from './shop.ts'

export type World = {
  readonly clock: Clock
  readonly omise: Omise
  readonly shop: Shop
  readonly told: Told
  /** Resolves when every server is up: who gets no answer tries again later. */
  readonly serversUp: () => Promise<void>
}

type Pages = { source: string | undefined; authorizeUri: string | undefined }

/** Tries until the payment is told to be successful or patience ends. */
export async function buy(
  world: World,
  order: ShopOrder,
  tries: readonly TryPlan[],
): Promise<void> {
  const pages: Pages = { source: undefined, authorizeUri: undefined }
  for (const plan of tries) {
    await world.clock.sleep(plan.thinkMs)
    const [authorizeUri] = await Promise.all([
      submit(world, order, plan, pages),
      payOldPage(world, order, pages.authorizeUri, plan),
    ])
    pages.authorizeUri = authorizeUri ?? pages.authorizeUri
    if ((await watch(world, order, plan, authorizeUri)) === 'successful')
      return reload(world, order, plan)
  }
}

async function reload({ clock, shop }: World, order: ShopOrder, plan: TryPlan): Promise<void> {
  for (let nth = 0; nth < plan.reloads; nth += 1) {
    await clock.sleep(plan.pollEveryMs)
    await shop.payment(order)
  }
}

/** Answers where the buyer was sent, if anywhere. */
async function submit(
  { omise, shop, serversUp }: World,
  order: ShopOrder,
  plan: TryPlan,
  pages: Pages,
): Promise<string | undefined> {
  const { phoneNumber, method } = plan
  if (plan.source === 'fresh' || pages.source === undefined)
    pages.source = await omise.newSource(sourceOf(plan), order.amountSatang)
  const asked = method === 'truemoney' ? { phoneNumber } : { method }
  const source = plan.source === 'server' ? asked : { id: pages.source }
  const shown = order.amountSatang + (plan.seesWrongAmount ? 100 : 0)
  const answers = await Promise.all(
    Array.from({ length: plan.copies }, () => shop.submit(order, source, shown)),
  )
  if (answers.some(({ kind }) => kind === 'none')) await serversUp()
  const sent = answers.find((one) => one.kind === 'authorize' || one.kind === 'scan')
  return sent?.kind === 'scan' ? omise.scan(sent.attemptId) : sent?.authorizeUri
}

function sourceOf({ method, phoneNumber }: TryPlan): NewSource {
  return method === 'truemoney' ? { type: method, phone_number: phoneNumber } : { type: method }
}

/** Looks at the payment as the return page does, and goes to TrueMoney once there is a way. */
async function watch(
  { clock, omise, shop, told, serversUp }: World,
  order: ShopOrder,
  plan: TryPlan,
  startUri: string | undefined,
): Promise<'successful' | 'other'> {
  let authorizeUri = startUri
  let wasThere = false
  for (let poll = 0; poll < plan.polls; poll += 1) {
    if (authorizeUri !== undefined && !wasThere) {
      await clock.sleep(plan.decideAfterMs)
      await press({ omise, clock, told }, order, authorizeUri, plan.decision)
      wasThere = true
    }
    const answer = await shop.payment(order)
    if (answer.kind === 'none') await serversUp()
    if (answer.kind === 'payment') {
      const { payment } = answer
      if (payment.status === 'successful') return 'successful'
      if (payment.status !== 'pending') return 'other'
      authorizeUri ??=
        payment.qr === undefined
          ? payment.authorizeUri
          : await omise.scan(attemptIdOfCode(payment.qr))
    }
    await clock.sleep(plan.pollEveryMs)
  }
  return 'other'
}

/** A window opened by an earlier try is still there, and is used after all. */
async function payOldPage(
  world: World,
  order: ShopOrder,
  oldUri: string | undefined,
  { paysOldPageAfterMs }: TryPlan,
): Promise<void> {
  if (oldUri === undefined || paysOldPageAfterMs === null) return
  await world.clock.sleep(paysOldPageAfterMs)
  await press(world, order, oldUri, { kind: 'successful' })
}

/** Presses a button of the authorize page, and writes down when. */
export async function press(
  { omise, clock, told }: Pick<World, 'omise' | 'clock' | 'told'>,
  { orderId }: ShopOrder,
  authorizeUri: string,
  decision: Decision,
): Promise<void> {
  const pressedAt = clock.now()
  await omise.decide(authorizeUri, decision)
  told.decided.push({ orderId, authorizeUri, kind: decision.kind, pressedAt, doneAt: clock.now() })
}
