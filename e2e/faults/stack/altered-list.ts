/** Lists of Omise as they may be on a bad day: without what was made last, or with a document that is not as documented. */
import * as z from 'zod/mini'

const list = z.looseObject({
  object: z.literal('list'),
  total: z.int(),
  data: z.array(z.looseObject({ created_at: z.string() })),
})

/** The list as it was `lateMs` ago; what is no list stays as it is. */
export function withoutLatest(text: string, now: number, lateMs: number): string {
  return changed(text, ({ data, total, ...rest }) => {
    const shown = data.filter((one) => Date.parse(one.created_at) < now - lateMs)
    return { ...rest, total: total - (data.length - shown.length), data: shown }
  })
}

/** The list with an amount that is no number in its first document; what is no list stays as it is. */
export function withOddDocument(text: string): string {
  return changed(text, ({ data: [first, ...others], ...rest }) => ({
    ...rest,
    data: first === undefined ? [] : [{ ...first, amount: 'much' }, ...others],
  }))
}

function changed(text: string, change: (read: z.output<typeof list>) => unknown): string {
  const parsed = list.safeParse(jsonOf(text))
  return parsed.success ? JSON.stringify(change(parsed.data)) : text
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
