import type { AppDraft, AppFields } from './app/app.ts'
import type { PhoneDraft, PhoneFieldProblem, PhoneFields } from './phone/phone.ts'
import type { QrDraft, QrFields } from './qr/qr.ts'

/** What the buyer has left in the form, for each method its own. `method` says which it is. */
export type Draft = PhoneDraft | AppDraft | QrDraft

/** What a source of that method needs, beside its amount. */
export type SourceFields = PhoneFields | AppFields | QrFields

/** What can be wrong with a draft. */
export type DraftProblem = PhoneFieldProblem

export type MethodName = Draft['method']

/** Every method, in the order in which they are offered unless the page says otherwise. */
export const methodNames = [
  'truemoney_jumpapp',
  'truemoney',
  'truemoney_qr',
] as const satisfies MethodName[]

export function isMethodName(name: string): name is MethodName {
  return methodNames.some((one) => one === name)
}

/** Whether it is offered only where the page asks for it: at tills and kiosks, or to keep buyers on the page. */
export function isForSomePages(method: MethodName): boolean {
  return method === 'truemoney_qr'
}

/** What a shop takes that says nothing. */
export const defaultMethod: MethodName = 'truemoney'

/** Whether the buyer has something to type before the button is of use. */
export function isTyped(method: MethodName): boolean {
  return method === 'truemoney'
}
