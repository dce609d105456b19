import { type QueryExecutorProvider, sql } from 'kysely'

/** Writes into every order what `orderStateOf` would say, for those that were saved before it was kept. */
export async function fillOrderStates(db: QueryExecutorProvider): Promise<void> {
  await sql`
    update orders set state = coalesce(
      (
        select case
          when coalesce(sum(refunds.amount_satang), 0) = 0 then 'paid'
          when sum(refunds.amount_satang) < orders.amount_satang then 'partially_refunded'
          when min(refunds.voided) = 1 then 'voided'
          else 'refunded'
        end
        from attempts left join refunds
          on refunds.order_id = attempts.order_id
          and refunds.attempt_id = attempts.id
          and refunds.state = 'done'
        where attempts.order_id = orders.id and attempts.state = 'successful'
        group by attempts.id
      ),
      (
        select 'pending' from attempts
        where attempts.order_id = orders.id and attempts.state in ('creating', 'pending')
      ),
      'unpaid'
    )`.execute(db)
}
