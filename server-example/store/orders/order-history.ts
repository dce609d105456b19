/** What became known of an order's attempts and refunds, kept beside them: for its merchant to read. */
import * as z from 'zod/mini'
import { changesBetween } from '../../checkout/order/changes.ts'
import type { KnownChange } from '../../checkout/order/history.ts'
import { type News, triggers } from '../../checkout/order/news.ts'
import type { Order } from '../../checkout/order/order.ts'
import type { OrderHistoryRow } from '../schema.ts'
import { attemptState, refundState } from './rows.ts'

const newsBy = z.enum(triggers)
const subject = z.enum(['attempt', 'refund'])
const state = z.union([attemptState, refundState])

/**
 * The rows that a save adds. Making a charge adds none: that an attempt began
 * stands in its own row, and that Omise answered with a charge is what happens.
 */
export function historyRows(before: Order, after: Order, news: News): readonly OrderHistoryRow[] {
  return changesBetween(before, after)
    .filter((change) => change.state !== 'creating')
    .filter((change) => !(change.state === 'pending' && news.by === 'answer'))
    .map((change) => ({
      order_id: after.id,
      at: news.at,
      news_by: news.by,
      subject: change.subject,
      subject_id: change.id,
      state: change.state,
    }))
}

export function changeFrom(row: OrderHistoryRow): KnownChange {
  return {
    at: row.at,
    by: newsBy.parse(row.news_by),
    subject: subject.parse(row.subject),
    id: row.subject_id,
    state: state.parse(row.state),
  }
}
