import type { ReadDraft } from '../../checkout/offer/methods.ts'
import type { CheckoutErrorCode } from '../../core/errors.ts'
import { type PhoneProblem, parsePhone } from '../../core/phone.ts'

/** `phone` is the text in the field, kept as typed. */
export type PhoneDraft = { method: 'truemoney'; phone: string }

/** `phoneNumber` has the ten digits of `parsePhone`. */
export type PhoneFields = { method: 'truemoney'; phoneNumber: string; platformType?: undefined }

/** `refused`: it is well-formed, but Omise refuses it. */
export type PhoneFieldProblem = PhoneProblem | 'refused'

export function phoneDraft(phone: string): PhoneDraft {
  return { method: 'truemoney', phone }
}

export function readPhone({ method, phone }: PhoneDraft): ReadDraft {
  const parsed = parsePhone(phone)
  if (!parsed.ok) return { ok: false, problem: parsed.problem }
  return { ok: true, fields: { method, phoneNumber: parsed.national } }
}

/** Returns the problem of the field that an error stands for; `undefined` where it is about something else. */
export function phoneProblemOf(code: CheckoutErrorCode): PhoneFieldProblem | undefined {
  return code === 'phone_refused' ? 'refused' : undefined
}
