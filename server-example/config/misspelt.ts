import { distanceBetween } from '../../widget/core/nearest.ts'

/** A variable of the environment that is none of ours, and the one of ours that was probably meant. */
export type Misspelling = { readonly name: string; readonly expected: string }

/** Shorter names of ours are near to too many others: `HOME` is none of a misspelt `HOST`. */
const leastLength = 8
const mostDifferences = 2

/** Finds names that differ in one or two letters from one of `known` that is not set itself. */
export function misspeltNames(
  names: readonly string[],
  known: readonly string[],
): readonly Misspelling[] {
  const missing = known.filter((name) => name.length >= leastLength && !names.includes(name))
  return names
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const expected = missing.find((one) => distanceBetween(name, one) <= mostDifferences)
      return expected === undefined ? [] : [{ name, expected }]
    })
}
