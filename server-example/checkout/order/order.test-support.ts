/** For tests: an order of ฿1,000 and an attempt to pay it, but for what a test wants otherwise. */
import { type Attempt, newAttempt } from './attempt.ts'
import type { Order } from './order.ts'

export function testOrder(different: Partial<Order> = {}): Order {
  const id = different.id ?? 'ord_1'
  return {
    id,
    reference: `SO-${id}`,
    description: null,
    metadata: {},
    tokenHashes: ['ab'],
    amountSatang: 100_000,
    currency: 'THB',
    createdAt: 0,
    cancelledAt: null,
    attempts: [],
    refunds: [],
    eventCount: 0,
    dueAt: null,
    version: 0,
    ...different,
  }
}

export function testAttempt(different: Partial<Attempt> = {}): Attempt {
  const begun = {
    id: 'att_1',
    state: 'creating',
    sourceId: null,
    method: 'truemoney',
    amountSatang: 100_000,
    createdAt: 0,
  } as const
  return { ...newAttempt(begun), ...different }
}
