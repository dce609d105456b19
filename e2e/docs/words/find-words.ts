/** Finds words to avoid in prose: in Markdown outside code, in comments, and in names. */
import { nameParts, type Word, words } from './words.ts'

/** Returns a line for each word to avoid in a page, with what to write in its place. */
export function wordsInMarkdown(page: string): readonly string[] {
  // Without code, and without paths, which are names of the API.
  const prose = page.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`]*`|\/[\w/{}-]+/g, '')
  return find(words, prose)
}

/** Returns the same for a source file's comments and names. */
export function wordsInSource(source: string): readonly string[] {
  const comments = source.match(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm) ?? []
  const prose = comments
    .join('\n')
    .replaceAll(/\n\s*\*\s?/g, ' ')
    .replaceAll(/`[^`]*`/g, '')
  const code = source.replaceAll(
    /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$|'[^'\n]*'|"[^"\n]*"|`[^`]*`/gm,
    '',
  )
  return [...find(words, prose), ...find(nameParts, code)]
}

function find(list: readonly Word[], text: string): readonly string[] {
  return list.flatMap(({ avoid, write }) =>
    Array.from(text.matchAll(avoid), ({ 0: found, index }) => {
      const around = text.slice(Math.max(0, index - 30), index + found.length + 20)
      return `"${found}" in "…${around.replaceAll('\n', ' ')}…": write ${write}`
    }),
  )
}
