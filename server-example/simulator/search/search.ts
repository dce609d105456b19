import { objectParam, type Param, type Params, textParam } from '../http/params.ts'
import { Refusal } from '../http/refusal.ts'
import { type ListOrder, readCount, readOrder } from './lists.ts'
import type { Test } from './search-filters.ts'
import type { SearchIndex } from './search-index.ts'

export type SearchPage<Item> = {
  items: Item[]
  page: number
  perPage: number
  total: number
  totalPages: number
  filters: Params
  query: string
  order: ListOrder
}

const defaultPerPage = 30
const maxPerPage = 100

/** One page of what matches `query` and `filters`, newest first unless told otherwise. As recorded, the
 * page then says `chronological` all the same. Unlike Omise's, nothing lags behind. */
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
  const asked = textParam(params.order)
  const order = readOrder(asked, 'chronological')
  if (order === null) {
    return new Refusal('bad_request', 'order must be chronological or reverse_chronological')
  }
  const filters = objectParam(params.filters)
  if (filters === null) return new Refusal('invalid_filter', 'filters must be an object')
  const tests = readFilters(filters, index)
  if (tests instanceof Refusal) return tests

  const query = textParam(params.query) ?? ''
  const found = items.filter(
    (item) => index.contains(item, query) && tests.every((test) => test(item)),
  )
  const ordered = asked === 'chronological' ? found : found.toReversed()
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

function readFilters<Item>(filters: Params, index: SearchIndex<Item>): Test<Item>[] | Refusal {
  const tests: Test<Item>[] = []
  for (const [name, param] of Object.entries(filters)) {
    const filter = Object.hasOwn(index.filters, name) ? index.filters[name] : undefined
    if (filter === undefined) return new Refusal('invalid_filter', `filter ${name} is not known`)
    const test = filter(textOf(param))
    if (test === null) return new Refusal('invalid_filter', `filter ${name} is not understood`)
    tests.push(test)
  }
  return tests
}

/** JSON clients send numbers and truth values as they are. */
function textOf(param: Param): string {
  return typeof param === 'object' ? '' : String(param)
}
