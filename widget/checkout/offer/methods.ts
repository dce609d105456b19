import type { CheckoutErrorCode } from '../../core/errors.ts'
import type { Draft, DraftProblem, SourceFields } from '../../methods/draft.ts'

/** A draft that can be sent, or what is wrong with it. */
export type ReadDraft = { ok: true; fields: SourceFields } | { ok: false; problem: DraftProblem }

/**
 * What the checkout asks of a payment method. It passes drafts on and never
 * looks into them: only `widget/methods` does.
 */
export type Methods = {
  /** Returns the draft of an untouched form. */
  empty(method: Draft['method']): Draft
  isEmpty(draft: Draft): boolean
  read(draft: Draft): ReadDraft
  /** Returns the draft with the change that the page's `beforeSubmit` returned. */
  revise(draft: Draft, change: { phoneNumber: string }): Draft
  /** Returns the problem of the draft that an error stands for; `undefined` where it is about something else. */
  problemOf(draft: Draft, code: CheckoutErrorCode): DraftProblem | undefined
  /** Returns an empty draft of a payment's method; `undefined` where the method is not known here. */
  draftOf(method: string | undefined): Draft | undefined
  /** Returns whether the page may stay open while the buyer confirms, beside it or in an app. */
  mayStay(draft: Draft): boolean
}
