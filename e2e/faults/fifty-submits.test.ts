import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startTestPostgres,
  type TestPostgres,
} from '../../server-example/store/test-support/test-postgres.ts'
import type { ShopOrder } from './people/shop.ts'
import { openPlayingField, type PlayingField } from './playing-field.ts'
import { createRandom } from './schedule/random.ts'
import { type Stack, startStack } from './stack/stack.ts'

const phone = { type: 'truemoney', phone_number: '0812345678' } as const
const calm = {
  post: {
    dropShare: 0,
    doubleShare: 0,
    lateShare: 0,
    latestMs: 0,
    muchLaterShare: 0,
    isInsistent: false,
    forgeries: 0,
  },
  fault: () => ({ kind: 'none' }) as const,
  mostKills: 0,
  qrExpiry: 'accept' as const,
}

let postgres: TestPostgres
let stack: Stack
let field: PlayingField
beforeAll(async () => {
  postgres = await startTestPostgres()
  // At the machine's own speed: fifty at once are many for a clock that runs ahead.
  stack = await startStack({ engine: 'postgres', processes: 2, postgres, scale: 1 })
  field = await openPlayingField(stack, createRandom('fifty submits'), calm)
}, 60_000)
afterAll(async () => {
  await field.close()
  await stack.close()
  await postgres.stop()
})

const times = <Item>(count: number, make: () => Item) => Array.from({ length: count }, make)

describe('fifty parallel submits of one order through two processes on PostgreSQL', () => {
  it('make one charge of one source, and all get the same authorizeUri', async () => {
    const order = await placeOrder()
    const source = await field.omise.newSource(phone, order.amountSatang)
    expect(
      await submitAll(
        order,
        times(50, () => source),
      ),
    ).toEqual([expect.any(String)])
  }, 60_000)

  it('make one charge also when each brings a source of its own', async () => {
    const order = await placeOrder()
    const sources = await Promise.all(
      times(50, () => field.omise.newSource(phone, order.amountSatang)),
    )
    expect(await submitAll(order, sources)).toEqual([expect.any(String)])
  }, 60_000)
})

async function placeOrder(): Promise<ShopOrder> {
  const order = await field.world.shop.newOrder(1)
  if (order === undefined) throw new Error('Expected an order.')
  return order
}

/** Answers what was answered, each different answer once; there must be one charge. */
async function submitAll(order: ShopOrder, sources: readonly string[]): Promise<unknown[]> {
  const answers = await Promise.all(
    sources.map((id) => field.world.shop.submit(order, { id }, order.amountSatang)),
  )
  expect(answers).toHaveLength(50)
  const { charges } = await field.omise.book()
  expect(charges.filter(({ metadata }) => metadata.order_id === order.orderId)).toHaveLength(1)
  return [
    ...new Set(
      answers.map((answer) => (answer.kind === 'authorize' ? answer.authorizeUri : answer)),
    ),
  ]
}
