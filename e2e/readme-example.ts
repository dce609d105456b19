/** The README's examples, as somebody copies them: found by the comment above the code, run by tests. */
import { readFileSync } from 'node:fs'

/**
 * The code under `<!-- example: name -->`, with what a merchant fills in filled
 * in. Throws where the example or one of its blanks is not there, so that
 * neither can change without its test.
 */
export function readmeExample(name: string, blanks: Record<string, string> = {}): string {
  const readme = readFileSync('README.md', 'utf8')
  const found = new RegExp(`<!-- example: ${name} -->\\n+\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(
    readme,
  )
  if (found?.[1] === undefined)
    throw new Error(`Expected an example named ${name} in README.md, found none.`)

  return Object.entries(blanks).reduce((code, [blank, filled]) => {
    if (!code.includes(blank))
      throw new Error(`Expected ${blank} in the README's example ${name}, found none.`)
    return code.replaceAll(blank, filled)
  }, found[1])
}

/** The names of all examples, so that a test can ask for each to be run somewhere. */
export function readmeExampleNames(): string[] {
  const readme = readFileSync('README.md', 'utf8')
  return Array.from(readme.matchAll(/<!-- example: ([\w-]+) -->/g), ([, name]) => name ?? '')
}
