import * as z from 'zod/mini'
import { findingKinds } from '../../checkout/audit/audit-run.ts'
import { iso } from '../../checkout/order/iso-time.ts'
import type { OrderBook } from '../../store/orders/order-book.ts'

const time = z.iso.datetime()

/**
 * The last audit and the next, as the merchant reads them. `nextAt` is in the past when it is due and has
 * not begun, or runs just now. `last` is `null` before the first one.
 */
export const auditView = z.object({
  nextAt: time,
  last: z.nullable(
    z.object({
      since: time,
      startedAt: time,
      endedAt: time,
      charges: z.int(),
      notOurs: z.int(),
      /** Charges and refunds of other systems that are not as documented. */
      unreadable: z.int(),
      found: z.int(),
      findings: z.array(
        z.object({
          kind: z.enum(findingKinds),
          chargeId: z.string(),
          orderId: z.nullable(z.string()),
          detail: z.string(),
        }),
      ),
    }),
  ),
})

export function auditViewOf({
  last,
  dueAt,
}: Awaited<ReturnType<OrderBook['readAudit']>>): z.output<typeof auditView> {
  return {
    nextAt: iso(dueAt),
    last:
      last === undefined
        ? null
        : {
            since: iso(last.sinceMs),
            startedAt: iso(last.startedAt),
            endedAt: iso(last.endedAt),
            charges: last.charges,
            notOurs: last.notOurs,
            unreadable: last.unreadable,
            found: last.found,
            findings: [...last.findings],
          },
  }
}
