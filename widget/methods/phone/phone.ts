import type { ReadDraft } from '../../checkout/offer/methods.ts'
import type { CheckoutErrorCode } from '../../core/errors.ts'
import { type PhoneProblem, parsePhone } from '../../core/phone.ts'

/** `phone` is the text in the field, kept as typed. */
export type PhoneDraft = { method: 'truemoney'; phone: string }

/** `phoneNumber` has the ten digits of `parsePhone`. */
export type PhoneFields = { method: 'truemoney'; phoneNumber: string; platformType?: undefined }

/** `refused`: it looks right, and Omise does not take it. */
export type PhoneFieldProblem = PhoneProblem | 'refused'

export function phoneDraft(phone: string): PhoneDraft {
  return { method: 'truemoney', phone }
}

export function readPhone({ method, phone }: PhoneDraft): ReadDraft {
  const parsed = parsePhone(phone)
  if (!parsed.ok) return { ok: false, problem: parsed.problem }
  return { ok: true, fields: { method, phoneNumber: parsed.national } }
}

/** The problem of the field that an error is, or `undefined` where it is none of the field's. */
export function phoneProblemOf(code: CheckoutErrorCode): PhoneFieldProblem | undefined {
  return code === 'phone_refused' ? 'refused' : undefined
}
