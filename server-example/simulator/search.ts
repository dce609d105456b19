import { type ListOrder, readCount, readOrder } from './lists.ts'
import { objectParam, type Params, textParam } from './params.ts'
import { Refusal } from './refusal.ts'
import type { SearchIndex } from './search-index.ts'

export type SearchPage<Item> = {
  items: Item[]
  page: number
  perPage: number
  total: number
  totalPages: number
  filters: Params
  query: string | null
  order: ListOrder
}

const defaultPerPage = 30
const maxPerPage = 100

/** One page of what matches `query` and `filters`, newest first. Unlike Omise's, nothing lags behind. */
export function readSearch<Item>(
  items: readonly Item[],
  index: SearchIndex<Item>,
  params: Params,
): SearchPage<Item> | Refusal {
  const page = readCount(textParam(params.page), 1)
  if (page === null || page < 1) return new Refusal('invalid_page', 'page must be 1 or more')
  const perPage = readCount(textParam(params.per_page), defaultPerPage)
  if (perPage === null || perPage < 1 || perPage > maxPerPage) {
    return new Refusal('invalid_per_page', `per_page must be from 1 to ${maxPerPage}`)
  }
  const order = readOrder(textParam(params.order), 'reverse_chronological')
  if (order === null) {
    return new Refusal('bad_request', 'order must be chronological or reverse_chronological')
  }
  const filters = objectParam(params.filters)
  if (filters === null) return new Refusal('invalid_filter', 'filters must be an object')
  const unknown = Object.keys(filters).find((name) => !index.filterNames.includes(name))
  if (unknown !== undefined) return new Refusal('invalid_filter', `filter ${unknown} is not known`)

  const query = textParam(params.query)
  const found = items.filter((item) => index.matches(item, query, filters))
  const ordered = order === 'chronological' ? found : found.toReversed()
  return {
    items: ordered.slice((page - 1) * perPage, page * perPage),
    page,
    perPage,
    total: found.length,
    totalPages: Math.ceil(found.length / perPage),
    filters,
    query,
    order,
  }
}
