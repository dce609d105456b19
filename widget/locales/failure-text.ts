import type { FailureCode, Texts } from './texts.ts'

/** Words for Omise's `failure_code`, whichever it is: an unknown one has words too. */
export function failureText(code: string | undefined, { failures }: Texts): string {
  return failures[code !== undefined && isKnown(code, failures) ? code : 'other']
}

function isKnown(code: string, failures: Texts['failures']): code is FailureCode {
  return Object.hasOwn(failures, code)
}
