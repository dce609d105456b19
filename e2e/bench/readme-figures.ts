/** The README's tables of figures: what stands between `<!-- figures: NAME -->` and `<!-- /figures -->`. */
import type { SectionName } from './command-line.ts'

const block = (name: SectionName) =>
  new RegExp(`(?<=<!-- figures: ${name} -->\\n)[\\s\\S]*?(?=<!-- /figures -->)`)

/** The table of that name as it stands there, `undefined` when there is none. */
export function figuresIn(readme: string, name: SectionName): string | undefined {
  return block(name).exec(readme)?.[0].trim()
}

/** The same README with another table of that name; unchanged when it has none. */
export function withFigures(readme: string, name: SectionName, table: string): string {
  return readme.replace(block(name), () => `\n${table}\n\n`)
}
