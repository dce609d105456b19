import { appFailures, type Failure, walletFailures } from './failures.ts'

/** The source types of TrueMoney that can be paid with here. */
export const methodNames = ['truemoney', 'truemoney_jumpapp', 'truemoney_qr'] as const
export type MethodName = (typeof methodNames)[number]

/** What an account has that says nothing. */
export const defaultMethods: readonly MethodName[] = ['truemoney']

/** What differs between the methods, so that nothing else asks which one it is. */
export type Method = {
  flow: 'redirect' | 'app_redirect' | 'offline'
  asksForPhone: boolean
  needsReturnUri: boolean
  /** The charge carries a QR code for the shop's own page. */
  hasScannableCode: boolean
  /** How long the buyer may take to begin, from the making of the source; null without such a limit. */
  sourceWindowMs: number | null
  /** Without `expires_at` the charge ends with the source's window, not after seven days. */
  expiresWithSource: boolean
  /** Which of the account's amount limits holds. */
  limit: 'truemoneyAmount' | 'appAmount'
  /** Otherwise an amount below the limit is only warned of: recordings and documents disagree. */
  refusesBelowLimit: boolean
  /** What a real buyer would see instead of the test page. */
  realPage: 'otp' | 'app' | 'scan'
  /** The search filter `source_of_fund`. */
  sourceOfFund: 'offsite' | 'offline'
  /** How a payment can fail; the first is the one when none is asked for, which is our choice. */
  failures: readonly [Failure, ...Failure[]]
}

/** Documented for `truemoney_jumpapp`: it expires when the buyer has not gone on within three minutes.
 * That the same holds for `truemoney_qr` is our choice. */
const threeMinutesMs = 3 * 60 * 1000

export const methods: Record<MethodName, Method> = {
  truemoney: {
    flow: 'redirect',
    asksForPhone: true,
    needsReturnUri: true,
    hasScannableCode: false,
    sourceWindowMs: null,
    expiresWithSource: false,
    limit: 'truemoneyAmount',
    refusesBelowLimit: true,
    realPage: 'otp',
    sourceOfFund: 'offsite',
    failures: walletFailures,
  },
  /** Two clocks: the source's three minutes, and the charge's `expires_at`, whose seven days are our choice
   * after the instalment sibling (`…_extra_jumpapp`), for which both are documented. */
  truemoney_jumpapp: {
    flow: 'app_redirect',
    asksForPhone: false,
    needsReturnUri: true,
    hasScannableCode: false,
    sourceWindowMs: threeMinutesMs,
    expiresWithSource: false,
    limit: 'appAmount',
    refusesBelowLimit: false,
    realPage: 'app',
    sourceOfFund: 'offsite',
    failures: appFailures,
  },
  /** No recording of it exists: the shape is that of PromptPay, recorded in 2025. */
  truemoney_qr: {
    flow: 'offline',
    asksForPhone: false,
    needsReturnUri: false,
    hasScannableCode: true,
    sourceWindowMs: threeMinutesMs,
    expiresWithSource: true,
    limit: 'appAmount',
    refusesBelowLimit: false,
    realPage: 'scan',
    sourceOfFund: 'offline',
    failures: appFailures,
  },
}

export function isMethodName(text: string | null): text is MethodName {
  return methodNames.some((name) => name === text)
}
