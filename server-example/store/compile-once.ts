import { type Compilable, type CompiledQuery, type RawBuilder, sql } from 'kysely'

/** Stands in a query for a value that is known only when the query is run. */
export type Given<Values> = <Value>(pick: (values: Values) => Value) => RawBuilder<Value>

/**
 * Compiles a query to SQL once, for values that change with every run: compiling
 * it each time costs more than SQLite takes to run it.
 */
export function compileOnce<Values, Row>(
  build: (given: Given<Values>) => Compilable<Row>,
): (values: Values) => CompiledQuery<Row> {
  const picks = new Map<unknown, (values: Values) => unknown>()
  const compiled = build((pick) => {
    const marker = Symbol()
    picks.set(marker, pick)
    return sql`${marker}`
  }).compile()
  const parameters = compiled.parameters.map((one) => picks.get(one) ?? (() => one))
  return (values) => ({ ...compiled, parameters: parameters.map((pick) => pick(values)) })
}
