import { adviceFile } from '../first/later-files.ts'
import type * as whole from '../options/check-options.ts'
import { readOptions } from '../options/read-options.ts'
import { anyThatIsHere } from './languages.ts'
import { warn } from './tell-developer.ts'

/**
 * Stands in for `check-options.ts` where the advice is a file of its own. Words
 * that are given while it is not there are spoken of when it is.
 */
export const checkOptions: typeof whole.checkOptions = (options) =>
  readOptions(options, (texts) => {
    const problems = textProblems(texts)
    if (problems) return problems
    void adviceFile.bring().then(
      () => {
        for (const problem of textProblems(texts) ?? []) warn(problem)
      },
      () => {},
    )
    return []
  })

function textProblems(texts: unknown): string[] | undefined {
  const ours = anyThatIsHere()
  if (texts === undefined || !ours) return []
  return adviceFile.here()?.textProblems(texts, ours.texts)
}
