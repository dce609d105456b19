import { expect, it } from 'vitest'
import { createChargeFinder } from './find-charge.ts'
import type { Clock } from './ports.ts'
import { type ChargeReading, type Listed, ProviderError } from './provider.ts'

it('one reading serves everybody who waits, from the oldest moment that is asked for', async () => {
  const { find, readings } = finder([charge('att_1'), charge('att_2')])
  const found = await Promise.all([find('att_1', 50), find('att_2', 20), find('att_3', 90)])
  expect(found.map((one) => one.charge?.attemptId)).toEqual(['att_1', 'att_2', undefined])
  expect(readings).toEqual([{ sinceMs: 20, at: 0 }])
})

it('readings begin a pause apart, however many ask', async () => {
  const { find, readings } = finder([])
  for (let asked = 0; asked < 3; asked += 1) await find('att_1', 0)
  expect(readings.map(({ at }) => at)).toEqual([0, 2_000, 4_000])
})

it('says when the reading began, not when it was asked for', async () => {
  const { find } = finder([])
  await find('att_1', 0)
  expect(await find('att_2', 0)).toEqual({ charge: undefined, asOf: 2_000 })
})

it('reads no further than the last charge that is looked for', async () => {
  const { find, seen } = finder([charge('att_1'), charge('att_2'), charge('att_3')])
  await find('att_2', 0)
  expect(seen).toEqual(['att_1', 'att_2'])
})

it('an entry that cannot be read is an unknown outcome for its own attempt alone', async () => {
  const odd = {
    unreadable: 'amount',
    id: 'chrg_1',
    orderId: 'ord_1',
    attemptId: 'att_1',
    shopName: null,
  }
  const { find } = finder([odd, charge('att_2')])
  const [one, other] = await Promise.allSettled([find('att_1', 0), find('att_2', 0)])
  expect(one).toMatchObject({ status: 'rejected', reason: { outcome: 'unknown' } })
  expect(other).toMatchObject({ status: 'fulfilled', value: { charge: { attemptId: 'att_2' } } })
})

it('waits while other processes read', async () => {
  const { find, readings } = finder([], [], [700, 300, 0])
  await find('att_1', 0)
  expect(readings.map(({ at }) => at)).toEqual([1_000])
})

it('a list that cannot be read fails all who wait, and waits as long as Omise asks', async () => {
  const busy = new ProviderError('busy', { outcome: 'not_done', retryAfterMs: 7_000 })
  const { find, readings } = finder([], [busy])
  const both = await Promise.allSettled([find('att_1', 0), find('att_2', 0)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await find('att_1', 0)
  expect(readings.map(({ at }) => at)).toEqual([0, 9_000])
})

/** A finder on a list that throws the failures first, with a clock that sleeping moves. */
function finder(
  entries: readonly Listed<ChargeReading>[],
  failures: ProviderError[] = [],
  turns: number[] = [],
) {
  let now = 0
  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      now += ms
    },
  }
  const readings: { sinceMs: number; at: number }[] = []
  const seen: (string | null)[] = []
  const findCharge = createChargeFinder({
    clock,
    pauseMs: 2_000,
    claim: async () => turns.shift() ?? 0,
    provider: {
      async *listCharges(sinceMs) {
        readings.push({ sinceMs, at: now })
        const failure = failures.shift()
        if (failure !== undefined) throw failure
        for (const one of entries) {
          seen.push(one.attemptId)
          yield one
        }
      },
    },
  })
  const find = (attemptId: string, sinceMs: number) => findCharge({ attemptId, sinceMs })
  return { find, readings, seen }
}

function charge(attemptId: string): ChargeReading {
  return {
    id: `chrg_${attemptId}`,
    status: 'pending',
    amountSatang: 100_000,
    currency: 'THB',
    orderId: 'ord_1',
    attemptId,
    shopName: null,
    method: 'truemoney',
    phoneNumber: null,
    qr: null,
    authorizeUri: null,
    failureCode: null,
    failureMessage: null,
    createdAt: 0,
    paidAt: null,
    expiresAt: null,
    refundedSatang: 0,
    isReversed: false,
    reversedAt: null,
    isDisputed: false,
  }
}
