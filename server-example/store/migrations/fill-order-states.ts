import { type QueryExecutorProvider, sql } from 'kysely'

/** Stores what `orderStateOf` returns in every order that was saved before it was stored. */
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
