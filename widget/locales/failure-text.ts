import type { FailureCode, Texts } from './texts.ts'

/** Returns the text for Omise's `failure_code`; for an unknown one, `failures.other`. */
export function failureText(code: string | undefined, { failures }: Texts): string {
  return failures[code !== undefined && isKnown(code, failures) ? code : 'other']
}

function isKnown(code: string, failures: Texts['failures']): code is FailureCode {
  return Object.hasOwn(failures, code)
}
