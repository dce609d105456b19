import type { AppDraft, AppFields } from './app/app.ts'
import type { PhoneDraft, PhoneFieldProblem, PhoneFields } from './phone/phone.ts'

/** What the buyer has left in the form, for each method its own. `method` says which it is. */
export type Draft = PhoneDraft | AppDraft

/** What a source of that method needs, beside its amount. */
export type SourceFields = PhoneFields | AppFields

/** What can be wrong with a draft. */
export type DraftProblem = PhoneFieldProblem
