import { describe } from '../core/describe.ts'
import { nearest } from '../core/nearest.ts'
import { locales } from './locale.ts'
import type { Texts } from './texts.ts'

/** Returns what is wrong with a merchant's own words: what was expected, what came, what to do. Ours, in any language, are the example. */
export function textProblems(texts: unknown, ours: Texts): string[] {
  return compare('texts', texts, Object.fromEntries(locales.map((locale) => [locale, ours])))
}

/** `ours` is a text, or an object with texts at some depth: theirs may have part of it and nothing else. */
function compare(path: string, theirs: unknown, ours: string | object): string[] {
  if (theirs === undefined) return []
  if (typeof ours === 'string') return compareText(path, theirs, ours)
  if (typeof theirs !== 'object' || theirs === null || Array.isArray(theirs)) {
    const expected = `{ ${Object.keys(ours).slice(0, 3).join(', ')}, … }`
    return [
      `${path}: expected some of ${expected}, got ${describe(theirs)}; leave it out to keep ours`,
    ]
  }
  return Object.entries(theirs).flatMap(([key, inner]: [string, unknown]) => {
    const known = Object.hasOwn(ours, key) ? partsOf(Reflect.get(ours, key)) : undefined
    if (known !== undefined) return compare(`${path}.${key}`, inner, known)
    const meant = nearest(key, [...Object.keys(ours), ...pathsBelow(ours)])
    return [
      `${path}.${key}: expected the name of a text, got another; did you mean ${path}.${meant}?`,
    ]
  })
}

function compareText(path: string, theirs: unknown, ours: string): string[] {
  if (typeof theirs !== 'string' || theirs.trim() === '') {
    return [
      `${path}: expected a text such as “${ours}”, got ${describe(theirs)}; leave it out to keep ours`,
    ]
  }
  const [place] = placesIn(ours)
  const places = placesIn(theirs)
  if (place === undefined && places.length > 0) {
    return [
      `${path}: expected a text as it is, got one with ${places.join(' and ')}; nothing is filled in here`,
    ]
  }
  if (place !== undefined && (places.length === 0 || places.some((other) => other !== place))) {
    return [
      `${path}: expected a text with ${place}, such as “${ours}”, got ${describe(theirs)}; write ${place} where it belongs`,
    ]
  }
  return []
}

function placesIn(text: string): string[] {
  return text.match(/\{\w*\}/g) ?? []
}

function partsOf(value: unknown): string | object | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null ? value : undefined
}

/** Returns paths one level down, for the likeliest mistake: `title` for `form.title`, `form` for `en.form`. */
function pathsBelow(ours: object): string[] {
  return Object.entries(ours).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? Object.keys(inner).map((below) => `${key}.${below}`)
      : [],
  )
}
