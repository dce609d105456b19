import type { Texts } from '../texts.ts'

/** What is said before the rest of a script is there: the form, and that it could not be completed. */
export type FirstTexts = {
  form: Pick<Texts['form'], 'title' | 'phoneLabel' | 'phoneHint' | 'pay' | 'next' | 'creating'>
  formErrors: Pick<Texts['formErrors'], 'provider_unreachable'>
  verifying: Texts['verifying']
}
