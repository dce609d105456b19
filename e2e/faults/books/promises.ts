/** What production promises in time: the suite keeps all of it, at another speed. */
import { productionWaits } from '../../../server-example/waits.ts'

export const promises = {
  omiseTimeoutMs: productionWaits.omiseTimeoutMs,
  abandonAfterMs: productionWaits.abandonAfterMs,
  leaseMs: productionWaits.reconciler.leaseMs,
  deliveryLeaseMs: productionWaits.deliveries.deadlineMs + productionWaits.deliveries.graceMs,
} as const
