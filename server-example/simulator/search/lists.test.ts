import { expect, it } from 'vitest'
import { openTestAccount } from '../test-account.ts'

const minuteMs = 60_000

/** Three charges, a minute apart: 0 is the oldest. */
async function openWithThree() {
  const account = openTestAccount()
  const ids: string[] = []
  for (const order of ['tea', 'rice', 'fish']) {
    const { id } = await account.charge(`description=${order} please&metadata[order]=${order}-7`)
    ids.push(id)
    await account.control('/clock', { advanceMs: minuteMs })
  }
  return { account, ids }
}

it.each([
  ['', [0, 1, 2], 3],
  ['order=reverse_chronological', [2, 1, 0], 3],
  ['limit=2', [0, 1], 3],
  ['offset=2', [2], 3],
  ['offset=1&limit=1&order=reverse_chronological', [1], 3],
  ['from=2025-03-20T09:42:53Z', [1, 2], 2],
  ['to=2025-03-20T09:42:53Z', [0, 1], 2],
  ['from=2025-03-20T16:42:53%2B07:00&to=2025-03-20T09:42:53Z', [1], 1],
  ['from=2025-03-21', [], 0],
])('lists charges with %j', async (query, expected, total) => {
  const { account, ids } = await openWithThree()
  const { status, body } = await account.get(`/charges?${query}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ object: 'list', location: '/charges', total })
  expect(body.data).toMatchObject(expected.map((index) => ({ id: ids[index] })))
  expect(body.data).toHaveLength(expected.length)
})

it.each(['limit=0', 'limit=101', 'limit=x', 'offset=-1', 'order=random', 'from=yesterday'])(
  'refuses a list with %s',
  async (query) => {
    const { status, body } = await openTestAccount().get(`/charges?${query}`)
    expect(status).toBe(400)
    expect(body.code).toBe('bad_request')
  },
)

it('writes a list in the order of each version', async () => {
  const account = openTestAccount()
  const keysIn = async (version: string) =>
    Object.keys((await account.call('GET', '/refunds', { version })).body).join(' ')
  expect(await keysIn('2017-11-02')).toBe('object from to offset limit total order location data')
  expect(await keysIn('2019-05-29')).toBe('object data limit offset total location order from to')
})

it.each([
  ['', [2, 1, 0]],
  ['order=chronological', [0, 1, 2]],
  ['query=rice', [1]],
  ['query=FISH-7', [2]],
  ['query=nobody', []],
  ['filters[status]=pending', [2, 0]],
  ['filters[status]=successful', [1]],
  ['filters[captured]=yes', [1]],
  ['filters[amount]=1000', [2, 1, 0]],
  ['filters[amount]=100000', []],
  ['filters[amount]=999..1000.00', [2, 1, 0]],
  ['filters[source_type]=truemoney&query=tea', [0]],
  ['filters[created]=2025-03-20', [2, 1, 0]],
  ['filters[created]=2025/03/21..2025/03/22', []],
  ['filters[created]=2025-03-20T09:42:00Z..2025-03-20T09:43:00Z', [1]],
  ['filters[card_last_digits]=4242', []],
  ['filters[disputed]=false&per_page=2', [2, 1]],
  ['per_page=2&page=2', [0]],
])('finds charges with %j', async (query, expected) => {
  const { account, ids } = await openWithThree()
  await account.post(`/charges/${ids[1]}/mark_as_paid`)
  for (const path of [`/search?scope=charge&${query}`, `/charges/search?${query}`]) {
    const { status, body } = await account.get(path)
    expect(status).toBe(200)
    expect(body.data).toMatchObject(expected.map((index) => ({ id: ids[index] })))
    expect(body.data).toHaveLength(expected.length)
  }
})

it('describes what was searched', async () => {
  const { account } = await openWithThree()
  const { body } = await account.get(
    '/search?scope=charge&query=7&filters[status]=pending&per_page=2',
  )
  expect(body).toMatchObject({
    object: 'search',
    order: 'chronological',
    scope: 'charge',
    query: '7',
    filters: { status: 'pending' },
    page: 1,
    per_page: 2,
    location: '/search',
    total_pages: 2,
    total: 3,
  })
})

it.each([
  ['2017-11-02', 'object order scope query filters page per_page location total_pages total data'],
  [
    '2019-05-29',
    'object export data page per_page total total_pages filters location order query scope aggregate_level',
  ],
])(
  'writes a search in the order of %s, with an empty query when none was sent',
  async (version, keys) => {
    const { account } = await openWithThree()
    const { body } = await account.call('GET', '/search?scope=charge', { version })
    expect(Object.keys(body).join(' ')).toBe(keys)
    expect(body).toMatchObject({ query: '', order: 'chronological' })
    const reverse = '/search?scope=charge&order=reverse_chronological'
    expect((await account.call('GET', reverse, { version })).body.order).toBe(
      'reverse_chronological',
    )
  },
)

it('finds refunds of a charge', async () => {
  const account = openTestAccount()
  const id = await account.paidCharge()
  await account.post(`/charges/${id}/refunds`, 'amount=1&metadata[reason]=broken')
  for (const path of ['/refunds/search?query=broken', '/search?scope=refund&filters[voided]=no']) {
    expect((await account.get(path)).body).toMatchObject({ total: 1, data: [{ charge: id }] })
  }
  expect((await account.get('/search?scope=refund&filters[voided]=yes')).body.total).toBe(0)
})

it.each([
  ['/search', 'invalid_scope'],
  ['/search?scope=dispute', 'invalid_scope'],
  ['/search?scope=charge&filters[color]=red', 'invalid_filter'],
  ['/search?scope=charge&filters=red', 'invalid_filter'],
  ['/search?scope=charge&filters[amount]=much', 'invalid_filter'],
  ['/search?scope=charge&filters[amount]=1..2..3', 'invalid_filter'],
  ['/search?scope=charge&filters[captured]=perhaps', 'invalid_filter'],
  ['/search?scope=charge&filters[created]=last_week', 'invalid_filter'],
  ['/search?scope=charge&filters[status]=', 'invalid_filter'],
  ['/search?scope=charge&filters[status][a]=pending', 'invalid_filter'],
  ['/search?scope=refund&filters[toString]=1', 'invalid_filter'],
  ['/search?scope=charge&page=0', 'invalid_page'],
  ['/search?scope=charge&per_page=1000', 'invalid_per_page'],
])('refuses the search %s', async (path, code) => {
  const { status, body } = await openTestAccount().get(path)
  expect(status).toBe(422)
  expect(body.code).toBe(code)
})
