/**
 * The payment methods, as data: what each needs and which rules hold for it. The
 * server asks this table and never which method it is. Facts are from Omise's
 * pages unless a comment names another source or says that it is a choice.
 */
import type { PaymentMethod } from '../../widget/contract.ts'
import type { NewSource } from '../checkout/provider.ts'
import { type RefundRules, walletRefunds } from './refund-rules.ts'

export type Method = {
  /** What the buyer does after the charge is made. */
  readonly flow: 'redirect' | 'app_redirect' | 'offline'
  readonly asksForPhone: boolean
  /** `offline`: nothing leads back to the shop, so that a charge needs no `return_uri`. */
  readonly needsReturnUri: boolean
  /**
   * How long the buyer may take to begin, from the making of the source, in
   * milliseconds; `null`: as long as the charge lives.
   */
  readonly sourceWindowMs: number | null
  /** In satang; `null`: no limit of its own is known, the shop's hold. */
  readonly limits: { readonly minAmount: number; readonly maxAmount: number } | null
  readonly refunds: RefundRules
}

const threeMinutesMs = 3 * 60_000

/** From third parties who quote Omise's documents; a recorded account shows ฿20 as the least. */
const appLimits = { minAmount: 10_000, maxAmount: 5_000_000 }

export const methods: Readonly<Record<PaymentMethod, Method>> = {
  truemoney: {
    flow: 'redirect',
    asksForPhone: true,
    needsReturnUri: true,
    sourceWindowMs: null,
    // Omise's table of limits could not be read.
    limits: null,
    refunds: walletRefunds,
  },
  truemoney_jumpapp: {
    flow: 'app_redirect',
    asksForPhone: false,
    needsReturnUri: true,
    sourceWindowMs: threeMinutesMs,
    limits: appLimits,
    // Third parties: 30 days as well, and in part only what wallet or bank account paid. One
    // recorded charge is not refundable at all: Omise's response decides.
    refunds: walletRefunds,
  },
  truemoney_qr: {
    flow: 'offline',
    asksForPhone: false,
    needsReturnUri: false,
    // Documented for the app alone; that it holds for the QR code too is a choice.
    sourceWindowMs: threeMinutesMs,
    limits: appLimits,
    // Third parties: in full and in part within 30 days.
    refunds: walletRefunds,
  },
}

/** What the widget offers on a page that names no methods; see its options. */
export const pagesDefault: PaymentMethod = 'truemoney'

/** The rules of a charge by its method; a method that is not known here is taken as the oldest one. */
export function methodOf(name: string | null): Method {
  return isPaymentMethod(name) ? methods[name] : methods.truemoney
}

export function isPaymentMethod(name: string | null): name is PaymentMethod {
  return name !== null && Object.hasOwn(methods, name)
}

/** The source that a phone number stands for when no method is named. */
export function phoneSource(phoneNumber: string): NewSource {
  return { method: 'truemoney', phoneNumber }
}

/**
 * After the window: for clocks and Omise's own delay. A choice; less than what
 * the widget waits before it offers a new charge, so that it then gets one.
 */
const graceMs = 20_000

/** Returns whether a pending charge of this age is too old for a buyer to begin paying it. */
export function isWindowOver(name: string | null, ageMs: number): boolean {
  const { sourceWindowMs } = methodOf(name)
  return sourceWindowMs !== null && ageMs >= sourceWindowMs + graceMs
}
