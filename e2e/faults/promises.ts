/** What production promises in time (`open-checkout.ts`, `start-server.ts`): the suite keeps all of it, at another speed. */
import { omiseTimeoutMs } from '../../server-example/open-checkout.ts'

export const promises = {
  omiseTimeoutMs,
  abandonAfterMs: 2 * omiseTimeoutMs,
  waitForOtherMs: 20_000,
  leaseMs: 4 * omiseTimeoutMs,
} as const
