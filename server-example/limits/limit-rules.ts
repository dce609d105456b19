/**
 * How much of what one client may ask in a minute. Generous: behind one address
 * of a mobile network there may be thousands of buyers.
 */
export const limitedActions = ['charges', 'payments', 'refunds', 'merchant', 'webhooks'] as const
export type LimitedAction = (typeof limitedActions)[number]

/** Most requests of one address in a minute; 0: neither the address nor the order is limited. */
export type PerAddress = Readonly<Record<LimitedAction, number>>

export const standardPerAddress: PerAddress = {
  charges: 600,
  payments: 6_000,
  refunds: 120,
  /** Requests with a wrong merchant's token. */
  merchant: 300,
  /** Only unsigned deliveries, and those for a charge that is not ours. */
  webhooks: 600,
}

/** Most requests for one order in a minute. A buyer's page asks for the payment every few seconds. */
export const perOrder: Readonly<Partial<Record<LimitedAction, number>>> = {
  charges: 60,
  payments: 240,
  refunds: 60,
}

export const windowSeconds = 60

/**
 * How many new charges of ten minutes may have something in common; 0: none is
 * counted. Pressing again while a charge is pending makes no new one.
 */
export type NewChargeLimits = Readonly<Record<(typeof newChargeKeys)[number], number>>

/** What new charges are counted by. */
export const newChargeKeys = ['number', 'order', 'address'] as const

export const newChargeWindowSeconds = 600

/**
 * What follows from the limit of one phone number. An order may change its number
 * once for every second charge. Behind one address there may be many buyers, and
 * a charge without a number bothers nobody but whoever made it.
 */
export function newChargeLimits(perNumber: number): NewChargeLimits {
  return { number: perNumber, order: perNumber * 2, address: perNumber * 24 }
}

/** A choice: with test keys no one-time password is sent, and one number is as good as many. */
export const standardPerNumber = { live: 5, test: 0 }
