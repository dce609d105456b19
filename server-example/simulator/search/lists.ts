import { fromTimestamp } from '../clock.ts'
import { type Params, textParam } from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'

export type ListOrder = 'chronological' | 'reverse_chronological'

export type Page<Item> = {
  items: Item[]
  from: number
  to: number
  offset: number
  limit: number
  total: number
  order: ListOrder
}

const defaultLimit = 20
const maxLimit = 100

/** One page of a list, by `from`, `to`, `offset`, `limit` and `order`. The refusals' texts and the
 * greatest limit are our choice. Expects the items in the order of their creation. */
export function readPage<Item extends { createdAt: number }>(
  items: readonly Item[],
  params: Params,
  now: number,
): Page<Item> | Refusal {
  const from = readTime(params, 'from', 0)
  const to = readTime(params, 'to', now)
  if (from === null || to === null) return invalid('from and to must be dates or times')
  const offset = readCount(textParam(params.offset), 0)
  if (offset === null) return invalid('offset must be a number of 0 or more')
  const limit = readCount(textParam(params.limit), defaultLimit)
  if (limit === null || limit < 1 || limit > maxLimit) {
    return invalid(`limit must be a number from 1 to ${maxLimit}`)
  }
  const order = readOrder(textParam(params.order), 'chronological')
  if (order === null) return invalid('order must be chronological or reverse_chronological')

  const inWindow = items.filter(
    ({ createdAt }) => wholeSecond(createdAt) >= from && wholeSecond(createdAt) <= to,
  )
  const ordered = order === 'chronological' ? inWindow : inWindow.toReversed()
  return {
    items: ordered.slice(offset, offset + limit),
    from,
    to,
    offset,
    limit,
    total: inWindow.length,
    order,
  }
}

/** A number of at least 0, the default when there is none, null when it is something else. */
export function readCount(text: string | null, whenMissing: number): number | null {
  if (text === null) return whenMissing
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

export function readOrder(text: string | null, whenMissing: ListOrder): ListOrder | null {
  if (text === null) return whenMissing
  return text === 'chronological' || text === 'reverse_chronological' ? text : null
}

function readTime(params: Params, name: 'from' | 'to', whenMissing: number): number | null {
  const text = textParam(params[name])
  return text === null ? whenMissing : fromTimestamp(text)
}

/** Times are shown in whole seconds, so a client that asks from a shown time must find its object. */
function wholeSecond(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000
}

function invalid(message: string): Refusal {
  return new Refusal('bad_request', message)
}
