/** What the shop itself calls, with the merchant's token. */
import * as z from 'zod/mini'
import { orderStates } from '../checkout/order/order-state.ts'
import type { Operation } from './operation.ts'
import { schemas } from './schemas.ts'

const orders = '/api/merchant/orders'

const refund = {
  method: 'post',
  caller: 'merchant',
  body: schemas.RefundRequest,
  headers: {
    'Idempotency-Key': {
      description: 'The same key of the same order is the same refund',
      schema: z.string().check(z.minLength(1)),
    },
    'If-Match': {
      description: 'The version of the order, quoted: nothing of an order that changed is refunded',
      schema: z.string().check(z.regex(/^"\d{1,15}"$/)),
    },
  },
  answers: {
    201: { description: 'Refunded', schema: schemas.Refund },
    202: { description: 'Not settled or not known yet; it is followed up', schema: schemas.Refund },
  },
  problems: ['not_found', 'refund_refused'],
  otherStatus: { refund_refused: 412 },
} as const satisfies Partial<Operation>

export const merchantOperations: readonly Operation[] = [
  {
    id: 'createOrder',
    method: 'post',
    path: orders,
    summary: 'Creates an order, once for each reference',
    caller: 'merchant',
    body: schemas.NewOrder,
    answers: {
      200: { description: 'The reference had this order already', schema: schemas.CreatedOrder },
      201: { description: 'Created', schema: schemas.CreatedOrder },
    },
    problems: ['reference_conflict', 'order_cancelled'],
  },
  {
    id: 'listOrders',
    method: 'get',
    path: orders,
    summary: 'The newest orders, or those that an id belongs to',
    caller: 'merchant',
    query: {
      state: { description: 'Those in this state', schema: z.enum(orderStates) },
      after: { description: 'The "next" of the page before', schema: z.string() },
      id: {
        description: 'An order, attempt, charge or refund, or the reference; alone',
        schema: z.string(),
      },
    },
    answers: {
      200: {
        description: 'A page of orders',
        schema: schemas.OrderList,
      },
    },
    problems: ['invalid_request'],
  },
  {
    id: 'readOrder',
    method: 'get',
    path: `${orders}/{reference}`,
    summary: 'An order with all that became known of it; takes our id of the order too',
    caller: 'merchant',
    answers: { 200: { description: 'The order', schema: schemas.Order } },
    problems: ['not_found', 'invalid_request'],
  },
  {
    id: 'updateOrder',
    method: 'patch',
    path: `${orders}/{reference}`,
    summary: 'Changes an unpaid order; a pending charge is expired first',
    caller: 'merchant',
    body: schemas.OrderChange,
    answers: { 200: { description: 'Changed', schema: schemas.ShopOrder } },
    problems: ['not_found', 'already_paid', 'order_cancelled', 'unconfirmed'],
  },
  {
    id: 'cancelOrder',
    method: 'delete',
    path: `${orders}/{reference}`,
    summary: 'Cancels an unpaid order; a pending charge is expired first',
    caller: 'merchant',
    answers: { 200: { description: 'Cancelled', schema: schemas.ShopOrder } },
    problems: ['not_found', 'already_paid', 'unconfirmed', 'invalid_request'],
  },
  {
    ...refund,
    id: 'refundOrder',
    path: `${orders}/{reference}/refunds`,
    summary: 'Refunds a paid order, in part or whole',
  },
  {
    ...refund,
    id: 'refundOrderById',
    path: '/api/orders/{orderId}/refunds',
    summary: 'The same by our id of the order',
  },
  {
    id: 'runDueWork',
    method: 'post',
    path: '/api/merchant/reconcile',
    summary: 'Does once what a running process does by itself, for a cron on serverless platforms',
    caller: 'merchant',
    answers: { 200: { description: 'What was done', schema: schemas.DueWork } },
    problems: [],
  },
  {
    id: 'readAudit',
    method: 'get',
    path: '/api/merchant/sweeps',
    summary: 'What the daily comparison with Omise found last',
    caller: 'merchant',
    answers: { 200: { description: 'The last audit and the next', schema: schemas.Audit } },
    problems: [],
  },
  {
    id: 'runAudit',
    method: 'post',
    path: '/api/merchant/sweeps',
    summary: 'Compares now',
    caller: 'merchant',
    body: schemas.AuditRequest,
    answers: { 200: { description: 'What it found', schema: schemas.Audit } },
    problems: [],
  },
]
