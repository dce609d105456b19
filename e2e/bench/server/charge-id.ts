/**
 * Charge ids that say all there is to say of a charge: the upstream keeps
 * nothing, so that a million charges cost it no more than one.
 */
export type ChargeFacts = {
  readonly orderId: string
  readonly attemptId: string
  readonly amountSatang: number
  readonly status: 'pending' | 'successful'
}

const letters = { pending: 'p', successful: 's' } as const

export function chargeIdOf({ orderId, attemptId, amountSatang, status }: ChargeFacts): string {
  const amount = amountSatang.toString(36)
  return `chrg_${letters[status]}_${amount}_${orderId}_${attemptId}`
}

/** `undefined` for an id that is not one of ours. */
export function readChargeId(id: string): ChargeFacts | undefined {
  const parts = /^chrg_([ps])_([0-9a-z]+)_(ord_[0-9a-z]+)_(att_[0-9a-z]+)$/.exec(id)
  if (parts === null) return undefined
  const [, letter, amount = '', orderId = '', attemptId = ''] = parts
  return {
    orderId,
    attemptId,
    amountSatang: Number.parseInt(amount, 36),
    status: letter === 's' ? 'successful' : 'pending',
  }
}
