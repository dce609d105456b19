/** A page that is measured, its files as they are sent, and what they weigh. */
import { brotliCompressSync } from 'node:zlib'
import type { ScriptBytes } from '../bytes.ts'
import type { Bundle } from './bundle.ts'

export type Subject = Bundle & {
  readonly name: string
  /** Files that the script loads later, from beside itself, by name. */
  readonly later?: Readonly<Record<string, string>>
  /** Where the script puts its form. */
  readonly place: string
}

export type SubjectFile = {
  readonly name: string
  readonly type: string
  readonly body: Buffer
  /** The page names it: the form is not there without it. */
  readonly isNamed: boolean
}

const script = 'text/javascript'

export function filesOf({ script: first, style, later = {} }: Subject): readonly SubjectFile[] {
  return [
    { name: 'form.js', type: script, body: compressed(first), isNamed: true },
    ...(style === undefined
      ? []
      : [{ name: 'form.css', type: 'text/css', body: compressed(style), isNamed: true }]),
    ...Object.entries(later).map(([name, text]) => ({
      name,
      type: script,
      body: compressed(text),
      isNamed: false,
    })),
  ]
}

/** Exact: they are the bytes that are sent. */
export function bytesOf(subject: Subject): ScriptBytes {
  const files = filesOf(subject)
  const sum = (some: readonly SubjectFile[]) =>
    some.reduce((bytes, { body }) => bytes + body.length, 0)
  return { before: sum(files.filter(({ isNamed }) => isNamed)), all: sum(files) }
}

export function compressed(text: string): Buffer {
  return brotliCompressSync(text)
}
