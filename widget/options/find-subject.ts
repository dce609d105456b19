import type { Subject } from '../checkout/subject.ts'
import { readReturn } from '../core/return-uri.ts'
import type { Settings } from './read-options.ts'

/**
 * Returns what the checkout is about. One page may be both where an order is
 * paid and where its buyer comes back to.
 */
export function findSubject({ order, amount }: Settings, address: string): Subject {
  const returned = readReturn(address)
  if (order) {
    const { orderId, token, amount } = order
    return { kind: 'order', orderId, token, amount, returned: returned?.orderId === orderId }
  }
  if (returned) return { kind: 'returned', ...returned }
  return amount === undefined ? { kind: 'missing' } : { kind: 'amount', amount }
}
