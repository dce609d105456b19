import { fromTimestamp } from '../clock.ts'

export type Test<Item> = (item: Item) => boolean

/**
 * The kinds of filter. Each reads what is asked for, and returns null when it cannot understand it: a
 * filter that is not understood must not find everything, or nothing, as if it had been.
 */
export function word<Item>(read: (item: Item) => string | null) {
  return (wanted: string): Test<Item> | null => {
    const text = wanted.toLowerCase()
    return text === '' ? null : (item) => read(item)?.toLowerCase() === text
  }
}

export function yesOrNo<Item>(read: (item: Item) => boolean) {
  return (wanted: string): Test<Item> | null => {
    if (/^(true|yes|on|1)$/i.test(wanted)) return read
    return /^(false|no|off|0)$/i.test(wanted) ? (item) => !read(item) : null
  }
}

/** Filters take money in the currency's own unit: `filters[amount]=1000` is ฿1,000 and not 10 of it. */
export function amountRange<Item>(satangOf: (item: Item) => number) {
  return (wanted: string): Test<Item> | null => {
    const range = readRange(wanted, /^\d+(\.\d+)?$/)
    if (range === null) return null
    const [first, last] = [Number(range.first), Number(range.last)]
    return (item) => satangOf(item) / 100 >= first && satangOf(item) / 100 <= last
  }
}

/** A filter for a number that no charge has. */
export function noRange(wanted: string): Test<unknown> | null {
  return readRange(wanted, /^\d+(\.\d+)?$/) === null ? null : () => false
}

/** A date stands for its whole day in UTC, which is our choice; a time for its second. */
export function timeRange<Item extends { createdAt: number }>(wanted: string): Test<Item> | null {
  const range = readRange(wanted.replaceAll('/', '-'), /./)
  const [first, last] = [fromTimestamp(range?.first ?? ''), fromTimestamp(range?.last ?? '')]
  if (range === null || first === null || last === null) return null
  const end = last + (isDate(range.last) ? dayMs : secondMs)
  return ({ createdAt }) => createdAt >= first && createdAt < end
}

const secondMs = 1000
const dayMs = 24 * 60 * 60 * secondMs

/** `1`, which is from 1 to 1, or `1..2`. */
function readRange(text: string, part: RegExp): { first: string; last: string } | null {
  const [first = '', last = first, ...more] = text.split('..')
  return more.length === 0 && part.test(first) && part.test(last) ? { first, last } : null
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text)
}
