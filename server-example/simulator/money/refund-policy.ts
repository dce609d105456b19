/**
 * What TrueMoney gives back, by the money the buyer paid with. Voiding on the day of the charge and
 * refunding within 30 days are on the TrueMoney page; the cells of its table could not be read, so each
 * row says where it comes from. The API never tells which money it was.
 */
export const refundPolicy = {
  wallet_balance: {
    partialVoid: false,
    partialRefund: true,
    provenance: 'third parties agree that a wallet balance can be refunded in parts',
  },
  bank_account: {
    partialVoid: false,
    partialRefund: true,
    provenance: 'third parties disagree about parts; the one that quotes the documents allows them',
  },
  pay_next: {
    partialVoid: false,
    partialRefund: false,
    provenance: 'third parties agree that Pay Next is refunded in full only',
  },
  pay_next_extra: {
    partialVoid: false,
    partialRefund: false,
    provenance: 'third parties agree that Pay Next Extra is refunded in full only',
  },
} as const

export type Funding = keyof typeof refundPolicy

export const fundings = ['wallet_balance', 'bank_account', 'pay_next', 'pay_next_extra'] as const

export const maxRefunds = 15

const dayMs = 24 * 60 * 60 * 1000
const refundWindowMs = 30 * dayMs
/** The page says "the same day" and not where; Bangkok, which keeps UTC+7 all year, is our choice. */
const bangkokOffsetMs = 7 * 60 * 60 * 1000

export function isWithinRefundWindow(createdAt: number, now: number): boolean {
  return now - createdAt <= refundWindowMs
}

export function isSameBangkokDay(one: number, other: number): boolean {
  return bangkokDay(one) === bangkokDay(other)
}

function bangkokDay(milliseconds: number): number {
  return Math.floor((milliseconds + bangkokOffsetMs) / dayMs)
}
