/**
 * Omise as a process meets it: a network away, and as unreliable as the facts in
 * the provider's documentation allow. It shares no code with our client.
 */
import {
  type ChargeReading,
  type Listed,
  type PaymentProvider,
  ProviderError,
} from '../../../server-example/checkout/provider.ts'
import { paymentMethods } from '../../../widget/contract.ts'
import type { Owner } from '../scheduler.ts'
import type { OmiseActs, OmiseWorld } from './acts.ts'
import { chargeReading, type OmiseCharge, readSource, refundReading } from './ledger.ts'

/** Weights of what becomes of a call: a share of every hundred. */
export type NetworkWeather = {
  readonly faultPercent: number
  /** Our client gives up after this long. */
  readonly timeoutMs: number
  /** Latency of one way, at the most. */
  readonly latencyMs: number
}

export function createModelProvider(
  world: OmiseWorld,
  acts: OmiseActs,
  owner: Owner,
  weather: NetworkWeather,
): PaymentProvider {
  const { ledger, scheduler, fate, say } = world

  return {
    async createCharge(wanted) {
      return call('createCharge', () => read(acts.makeCharge(wanted)))
    },
    async getCharge(chargeId) {
      return call('getCharge', () => {
        const charge = acts.chargeOf(chargeId)
        const other = ledger.charges.find(({ id }) => id !== chargeId)
        const odd = oddity('getCharge', [
          [30, 'none'],
          [3, 'a moment old'],
          [1, 'of unknown status'],
          [other === undefined ? 0 : 1, 'another charge'],
        ])
        if (odd === 'another charge' && other !== undefined) return read(other)
        const reading = chargeReading(
          ledger,
          charge,
          odd === 'a moment old' ? scheduler.now() - 2_000 : scheduler.now(),
        )
        return odd === 'of unknown status' ? { ...reading, status: 'unknown' } : reading
      })
    },
    async expireCharge(chargeId) {
      return call('expireCharge', () => read(acts.expire(chargeId)))
    },
    async *listCharges(sinceMs) {
      yield* await call('listCharges', () =>
        ledger.charges
          .filter((one) => one.createdAt >= sinceMs && one.listedAt <= scheduler.now())
          .toReversed()
          .map(listEntry),
      )
    },
    async getSource(sourceId) {
      return call('getSource', () => readSource({ id: sourceId }))
    },
    async getQrPicture(uri) {
      return call('getQrPicture', () => ({
        contentType: 'image/png' as const,
        bytes: new TextEncoder().encode(uri),
      }))
    },
    async getPaymentMethods() {
      return call('getPaymentMethods', () => paymentMethods)
    },
    async createRefund(chargeId, wanted) {
      return call('createRefund', () => refundReading(acts.refund(chargeId, wanted)))
    },
    async listRefunds(chargeId) {
      return call('listRefunds', () =>
        listed()
          .filter((one) => one.chargeId === chargeId)
          .map(refundReading),
      )
    },
    async *listRecentRefunds(sinceMs) {
      yield* await call('listRecentRefunds', () =>
        listed()
          .filter(({ createdAt }) => createdAt >= sinceMs)
          .toReversed()
          .map(refundReading),
      )
    },
  }

  function read(charge: OmiseCharge): ChargeReading {
    return chargeReading(ledger, charge, scheduler.now())
  }

  /** Sometimes one that is not as documented; which fields are odd is our choice. */
  function listEntry(charge: OmiseCharge): Listed<ChargeReading> {
    const reading = read(charge)
    const { id, orderId, attemptId, shopName } = reading
    const isOdd = oddity(`${id} in a list`, [
      [15, false],
      [1, true],
    ])
    return isOdd ? { unreadable: 'expires_at', id, orderId, attemptId, shopName } : reading
  }

  function listed() {
    return ledger.refunds.filter(({ listedAt }) => listedAt <= scheduler.now())
  }

  function oddity<Odd>(
    what: string,
    choices: readonly (readonly [number, Odd])[],
  ): Odd | undefined {
    if (world.isCalm() || weather.faultPercent === 0) return choices[0]?.[1]
    return fate.weighted(`${owner.name} ${what} is odd`, choices)
  }

  async function call<Result>(what: string, effect: () => Result): Promise<Result> {
    const name = `${owner.name} ${what}`
    const thereMs = latency(name)
    const fault = faultOf(name)
    if (fault !== 'none') say(() => `${name}: ${fault}`)
    switch (fault) {
      case 'none':
        return scheduler.call(owner, what, { thereMs, backMs: latency(name) }, effect)
      case 'not sent':
        await scheduler.sleep(owner, thereMs)
        throw new ProviderError(`${what} could not be sent`, { outcome: 'not_done' })
      case 'busy':
        await scheduler.sleep(owner, thereMs)
        throw new ProviderError('too many requests', {
          outcome: 'not_done',
          httpStatus: 429,
          retryAfterMs: 2_000,
        })
      case 'request lost':
        await scheduler.sleep(owner, weather.timeoutMs)
        throw new ProviderError(`${what} had no answer`, { outcome: 'unknown' })
      case 'answer lost':
        // Omise's refusal is lost as well.
        await scheduler
          .call(owner, what, { thereMs, backMs: latency(name) }, effect)
          .catch(() => {})
        throw new ProviderError(`${what} had no answer`, { outcome: 'unknown' })
      case 'late': {
        // Not awaited: our client has given up by then.
        const lateMs = weather.timeoutMs + fate.integer(`${name} comes late by`, 0, 20) * 1_000
        scheduler.call(owner, what, { thereMs: lateMs, backMs: undefined }, effect).catch(() => {})
        await scheduler.sleep(owner, weather.timeoutMs)
        throw new ProviderError(`${what} had no answer in time`, { outcome: 'unknown' })
      }
    }
  }

  function latency(name: string): number {
    return weather.latencyMs === 0 ? 0 : fate.integer(`${name} takes`, 1, weather.latencyMs)
  }

  function faultOf(name: string) {
    if (world.isCalm() || weather.faultPercent === 0) return 'none'
    const { faultPercent } = weather
    return fate.weighted(`${name} has a fault`, [
      [100 - faultPercent, 'none'],
      [faultPercent * 0.4, 'answer lost'],
      [faultPercent * 0.2, 'request lost'],
      [faultPercent * 0.15, 'not sent'],
      [faultPercent * 0.1, 'busy'],
      [faultPercent * 0.15, 'late'],
    ] as const)
  }
}
