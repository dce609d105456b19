import type { PhoneDraft, PhoneFieldProblem, PhoneFields } from './phone/phone.ts'

/** What the buyer has left in the form, for each method its own. `method` says which it is. */
export type Draft = PhoneDraft

/** What a source of that method needs, beside its amount. */
export type SourceFields = PhoneFields

/** What can be wrong with a draft. */
export type DraftProblem = PhoneFieldProblem
