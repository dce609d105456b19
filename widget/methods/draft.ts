import type { PaymentMethod } from '../contract.ts'
import type { AppDraft, AppFields } from './app/app.ts'
import type { PhoneDraft, PhoneFieldProblem, PhoneFields } from './phone/phone.ts'
import type { QrDraft, QrFields } from './qr/qr.ts'

/** What the buyer has typed or chosen, discriminated by `method`. */
export type Draft = PhoneDraft | AppDraft | QrDraft

/** What a source of the method needs, beside its amount. */
export type SourceFields = PhoneFields | AppFields | QrFields

/** What can be wrong with a draft. */
export type DraftProblem = PhoneFieldProblem

export type MethodName = PaymentMethod

type Traits = {
  /** The buyer types something before the button is of use. */
  isTyped: boolean
  /** It is offered only where the page names it: at tills and kiosks, or to keep buyers on the page. */
  isForSomePages: boolean
  /** The page may stay open while the buyer confirms, beside it or in an app. */
  mayStay: boolean
}

/** Every method, in the order in which they are offered unless the page says otherwise. */
const traitsOf: Readonly<Record<MethodName, Traits>> = {
  truemoney_jumpapp: { isTyped: false, isForSomePages: false, mayStay: true },
  truemoney: { isTyped: true, isForSomePages: false, mayStay: false },
  truemoney_qr: { isTyped: false, isForSomePages: true, mayStay: false },
}

export const methodNames: readonly MethodName[] = Object.keys(traitsOf).filter(isMethodName)

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(traitsOf, name)
}

/** The method of a shop that names none. */
export const defaultMethod: MethodName = 'truemoney'

export function isTyped(method: MethodName): boolean {
  return traitsOf[method].isTyped
}

export function isForSomePages(method: MethodName): boolean {
  return traitsOf[method].isForSomePages
}

export function mayStay(method: MethodName): boolean {
  return traitsOf[method].mayStay
}
