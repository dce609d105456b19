/** Which methods buyers are offered: what the account at Omise has, as far as the shop takes it. */
import type { PaymentMethod, ServerConfig } from '../../widget/contract.ts'
import type { Clock, Logger } from '../checkout/ports.ts'
import type { PaymentProvider } from '../checkout/provider.ts'
import { methods } from './methods.ts'

export type OfferedMethods = NonNullable<ServerConfig['methods']>

type Limits = ServerConfig['limits']

export type OfferedMethodsDeps = {
  readonly provider: PaymentProvider
  readonly clock: Clock
  readonly logger: Logger
  /** What the shop takes, in its order. */
  readonly configured: readonly PaymentMethod[]
  /** The shop's own, in satang. */
  readonly limits: Limits
}

/** An account changes seldom, and by people: a few minutes late is early enough. */
const refreshMs = 5 * 60_000
/** After a failure. */
const retryMs = 30_000
/** How long a page waits for the first reading. */
const patienceMs = 2_000

/**
 * Returns a function that resolves with the methods to offer. It reads Omise's
 * capability when somebody asks and the last reading is old; only the very first
 * is waited for. When it cannot be read, the last known account counts, and
 * before there is one, all that the shop is configured for.
 */
export function createOfferedMethods(deps: OfferedMethodsDeps): () => Promise<OfferedMethods> {
  const { clock, configured, limits } = deps
  let known: readonly string[] = configured
  let nextAt = Number.NEGATIVE_INFINITY
  let first: Promise<void> | undefined

  return async function offeredMethods() {
    if (clock.now() >= nextAt) {
      nextAt = clock.now() + retryMs
      const reading = read()
      first ??= reading
    }
    const impatience = new AbortController()
    await Promise.race([first, clock.sleep(patienceMs, impatience.signal).catch(() => {})])
    impatience.abort()
    return configured
      .filter((method) => known.includes(method))
      .flatMap((method) => offerOf(method, limits))
  }

  async function read(): Promise<void> {
    try {
      known = await deps.provider.getPaymentMethods()
      nextAt = clock.now() + refreshMs
    } catch (error) {
      deps.logger.warn(
        { error },
        'the account’s payment methods were not read: the last known count',
      )
    }
  }
}

/** Within its own limits and the shop's; a method that no amount fits is not offered. */
function offerOf(method: PaymentMethod, shop: Limits): OfferedMethods {
  const own = methods[method].limits
  if (own === null) return [{ method }]
  const minAmount = Math.max(own.minAmount, shop.minAmount)
  const maxAmount = Math.min(own.maxAmount, shop.maxAmount)
  if (minAmount > maxAmount) return []
  const isShops = minAmount === shop.minAmount && maxAmount === shop.maxAmount
  return [isShops ? { method } : { method, limits: { minAmount, maxAmount } }]
}
