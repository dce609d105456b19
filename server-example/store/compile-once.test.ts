import { afterEach, expect, it } from 'vitest'
import { compileOnce } from './compile-once.ts'
import { openDatabase } from './database.ts'

const { db } = openDatabase('sqlite::memory:')
afterEach(() => db.destroy())

it('puts in the values of each run, in the order of the query, beside those that are always the same', () => {
  const query = compileOnce<{ id: string; version: number }, unknown>((given) =>
    db
      .updateTable('orders')
      .set({ version: given(({ version }) => version), checks: 0 })
      .where(
        'id',
        '=',
        given(({ id }) => id),
      ),
  )
  const first = query({ id: 'ord_1', version: 1 })
  const second = query({ id: 'ord_2', version: 7 })
  expect(first.sql).toBe('update "orders" set "version" = ?, "checks" = ? where "id" = ?')
  expect(first.parameters).toEqual([1, 0, 'ord_1'])
  expect(second).toMatchObject({ sql: first.sql, parameters: [7, 0, 'ord_2'] })
})
