import type { Locale } from './locale.ts'
import type { Texts } from './texts.ts'

/** Some of the texts, at any depth. */
type Some<T> = T extends string ? T : { readonly [Key in keyof T]?: Some<T[Key]> | undefined }

/** A merchant's own words, by language. Default for each text: ours. */
export type TextOverrides = { readonly [Key in Locale]?: Some<Texts> | undefined }

/** Returns the texts with some of them replaced. Unknown names and values that are no text are ignored. */
export function override<T extends object>(texts: T, changes: unknown): T {
  const changed = { ...texts }
  if (typeof changes !== 'object' || changes === null) return changed
  for (const key of Object.keys(texts)) {
    const ours: unknown = Reflect.get(texts, key)
    const theirs: unknown = Object.hasOwn(changes, key) ? Reflect.get(changes, key) : undefined
    if (typeof ours === 'object' && ours !== null) Reflect.set(changed, key, override(ours, theirs))
    else if (typeof theirs === 'string') Reflect.set(changed, key, theirs)
  }
  return changed
}
