/**
 * What may be refunded, and until when: data, with where each fact is from.
 * Omise's own table of what can be voided or refunded in part could not be
 * read, and no field of a charge says whether wallet, bank account or credit
 * paid it. So that is left to Omise: its refusal is passed on in its words.
 */
export type RefundRules = {
  /** From the making of the charge, in milliseconds. */
  readonly refundWithinMs: number
  readonly mostRefunds: number
  /** A void needs the charge's own day, in this time zone. */
  readonly voidDay: 'Asia/Bangkok'
  /** Whether part of a charge is asked for as a void on its day. */
  readonly voidsInPart: boolean
}

export const walletRefunds: RefundRules = {
  /** Source: Omise's TrueMoney Wallet page: "refunds only within 30 days of the charge". */
  refundWithinMs: 30 * 86_400_000,
  /** Source: Omise's page on refunding charges. */
  mostRefunds: 15,
  /** Source: Omise's TrueMoney Wallet page; it names no time zone, Bangkok's is our choice. */
  voidDay: 'Asia/Bangkok',
  /** Unknown; our choice is to ask for a plain refund and to let Omise decide. */
  voidsInPart: false,
}
