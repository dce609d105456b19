/** Lists of Omise, read entry by entry: one that is not as documented spoils nothing but itself. */
import type * as z from 'zod/mini'
import type { Listed } from '../checkout/provider.ts'
import type { SendCall } from './calls.ts'
import { fieldsOf } from './failures.ts'
import { createGate } from './gate.ts'
import { page, strayEntry, textOf } from './schemas.ts'

/** The most that Omise returns in one page. */
export const pageSize = 100
/** Of one process; each is a read too, and waits among those. */
const mostListsAtOnce = 2

export type ListSince = <Reading>(
  list: { readonly path: string; readonly sinceMs: number; readonly version?: string },
  schema: z.ZodMiniType<Reading>,
) => AsyncGenerator<Listed<Reading>>

/**
 * Returns a function that reads a list page after page, newest first: what is made
 * meanwhile moves others to later pages, so that none is missed.
 */
export function createLists(call: SendCall): ListSince {
  const oneOfFew = createGate(mostListsAtOnce)

  return async function* listSince({ path, sinceMs, version }, schema) {
    const from = encodeURIComponent(new Date(sinceMs).toISOString().replace(/\.\d+Z$/, 'Z'))
    for (let offset = 0; ; offset += pageSize) {
      const query = `order=reverse_chronological&limit=${pageSize}&offset=${offset}&from=${from}`
      const asked = { method: 'GET', path: `${path}?${query}`, version } as const
      const { data, total } = await oneOfFew(() => call(asked, page))
      for (const one of data) yield entryOf(schema, one)
      if (data.length === 0 || offset + data.length >= total) return
    }
  }
}

/** Reads one entry of a list; of one that is not as documented, whose it is. */
export function entryOf<Reading>(schema: z.ZodMiniType<Reading>, entry: unknown): Listed<Reading> {
  const parsed = schema.safeParse(entry)
  if (parsed.success) return parsed.data
  const legible = strayEntry.safeParse(entry)
  const { id = null, metadata = null } = legible.success ? legible.data : {}
  return {
    unreadable: fieldsOf(parsed.error),
    id,
    orderId: textOf(metadata?.order_id),
    attemptId: textOf(metadata?.attempt_id),
    shopName: textOf(metadata?.shop),
  }
}
