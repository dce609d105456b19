/**
 * How much of what one client may ask in a minute. Generous: behind one address
 * of a mobile network there may be thousands of buyers.
 */
export type LimitedAction = 'charges' | 'payments' | 'refunds' | 'merchant' | 'webhooks'

/** Most requests of one address in a minute; 0: neither the address nor the order is limited. */
export type PerAddress = Readonly<Record<LimitedAction, number>>

export const standardPerAddress: PerAddress = {
  charges: 600,
  payments: 6_000,
  refunds: 120,
  /** What the merchant looks at, and every guess at their token. */
  merchant: 300,
  /** Only deliveries that nobody has signed, and those for a charge that we don't know. */
  webhooks: 600,
}

/** Most requests for one order in a minute. A buyer's page asks for the payment every few seconds. */
export const perOrder: Readonly<Partial<Record<LimitedAction, number>>> = {
  charges: 60,
  payments: 240,
  refunds: 60,
}

export const windowSeconds = 60
