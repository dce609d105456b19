import type { Texts } from '../texts.ts'

/** The texts that are needed before the rest of a script is loaded. */
export type FirstTexts = {
  form: Pick<Texts['form'], 'title' | 'phoneLabel' | 'phoneHint' | 'pay' | 'next' | 'creating'>
  formErrors: Pick<Texts['formErrors'], 'provider_unreachable'>
  verifying: Texts['verifying']
}
