/** The manual's examples, as somebody copies them: found by the comment above the code, run by tests. */
import { fences } from '../docs/manual.ts'

/**
 * The code under `<!-- example: name -->`, in the README or a page of the
 * guide, with what a merchant fills in filled in. Throws where the example or
 * one of its blanks is not there, so that neither can change without its test,
 * and where two pages print it differently.
 */
export function readmeExample(name: string, blanks: Record<string, string> = {}): string {
  const [found, ...others] = fences().filter(({ example }) => example === name)
  if (found === undefined)
    throw new Error(`Expected an example named ${name} in README.md or public/guide, found none.`)
  const different = others.find(({ code }) => code !== found.code)
  if (different !== undefined)
    throw new Error(
      `Expected the example ${name} to be the same everywhere; ${found.path} and ${different.path} differ.`,
    )

  return Object.entries(blanks).reduce((code, [blank, filled]) => {
    if (!code.includes(blank))
      throw new Error(`Expected ${blank} in the manual's example ${name}, found none.`)
    return code.replaceAll(blank, filled)
  }, found.code)
}

/** The names of all examples, so that a test can ask for each to be run somewhere. */
export function readmeExampleNames(): string[] {
  return [...new Set(fences().flatMap(({ example }) => example ?? []))]
}
