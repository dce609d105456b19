import type { CheckoutErrorCode } from '../../core/errors.ts'
import type { Draft, DraftProblem, SourceFields } from '../../methods/draft.ts'

/** A draft that can be sent, or what is wrong with it. */
export type ReadDraft = { ok: true; fields: SourceFields } | { ok: false; problem: DraftProblem }

/**
 * What the checkout asks of a payment method. It carries the drafts and never
 * looks into them: what they hold is the business of `widget/methods`.
 */
export type Methods = {
  /** A form that nothing was done in yet. */
  empty(method: Draft['method']): Draft
  isEmpty(draft: Draft): boolean
  read(draft: Draft): ReadDraft
  /** The draft with what the page's `beforeSubmit` returned in it. */
  revise(draft: Draft, change: { phoneNumber: string }): Draft
  /** The problem of the draft that an error is, or `undefined` where it is another. */
  problemOf(draft: Draft, code: CheckoutErrorCode): DraftProblem | undefined
  /** An empty draft of the method that a payment was made with; `undefined` where nobody knows that method here. */
  draftOf(method: string | undefined): Draft | undefined
  /** Whether the page may stay where it is while the buyer confirms, beside it or in an app. */
  mayStay(draft: Draft): boolean
}
