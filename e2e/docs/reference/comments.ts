/** Reads doc comments out of a source file: the one place where a sentence of the reference is written. */
import { readFileSync } from 'node:fs'

/** Returns the comment above each property of an object literal that is indented by two spaces. */
export function propertyComments(path: string): ReadonlyMap<string, string> {
  const comments = readFileSync(path, 'utf8').matchAll(
    /^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+):/gm,
  )
  return new Map(Array.from(comments, ([, comment = '', name = '']) => [name, onOneLine(comment)]))
}

/** Returns the items of the list in a file's first comment. */
export function listInFirstComment(path: string): readonly string[] {
  const [comment = ''] = readFileSync(path, 'utf8').split('*/', 1)
  return comment
    .split(/\n \* - /)
    .slice(1)
    .map(onOneLine)
}

function onOneLine(comment: string): string {
  return comment.replace(/\s*\n \s*\*\s*/g, ' ').trim()
}
