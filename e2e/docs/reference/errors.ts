/** The widget's errors: codes of the closed list, sentences of its comments. */
import { checkoutErrors } from '../../../widget/core/errors.ts'
import { propertyComments } from './comments.ts'
import { table } from './table.ts'

export function errorsTable(): string {
  const meanings = propertyComments('widget/core/errors.ts')
  const rows = Object.entries(checkoutErrors).map(([code, isRetryable]) => {
    const meaning = meanings.get(code)
    if (meaning === undefined)
      throw new Error(`Expected a comment above ${code} in core/errors.ts, got none.`)
    return [`<a id="error-${code}"></a>\`${code}\``, meaning, isRetryable ? 'yes' : 'no']
  })
  return table(['code', 'meaning', 'the same again may work'], rows)
}
