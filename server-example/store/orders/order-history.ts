/** Changes of an order's attempts and refunds, stored beside them for the merchant to read. */
import * as z from 'zod/mini'
import { changesBetween } from '../../checkout/order/changes.ts'
import { historySubjects, type KnownChange } from '../../checkout/order/history.ts'
import type { Order } from '../../checkout/order/order.ts'
import { type Triggered, triggers } from '../../checkout/order/trigger.ts'
import type { OrderHistoryRow } from '../schema.ts'
import { attemptState, refundState } from './rows.ts'

const trigger = z.enum(triggers)
const subject = z.enum(historySubjects)
const state = z.union([attemptState, refundState])

/**
 * Returns the rows that a save adds. Making a charge adds none: the attempt's own
 * row shows that it began, and a pending charge is the usual response.
 */
export function historyRows(
  before: Order,
  after: Order,
  triggered: Triggered,
): readonly OrderHistoryRow[] {
  return changesBetween(before, after)
    .filter((change) => change.state !== 'creating')
    .filter((change) => !(change.state === 'pending' && triggered.by === 'answer'))
    .map((change) => ({
      order_id: after.id,
      at: triggered.at,
      news_by: triggered.by,
      subject: change.subject,
      subject_id: change.id,
      state: change.state,
    }))
}

export function changeFrom(row: OrderHistoryRow): KnownChange {
  return {
    at: row.at,
    by: trigger.parse(row.news_by),
    subject: subject.parse(row.subject),
    id: row.subject_id,
    state: state.parse(row.state),
  }
}
