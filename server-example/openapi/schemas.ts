/** Every body that is sent or returned, under the name that it has in the OpenAPI document. */
import * as z from 'zod/mini'
import { charge, chargeRequest, payment, problem, serverConfig } from '../../widget/contract.ts'
import { unreadyStates } from '../http/health.ts'
import { auditView } from '../http/merchant/audit-view.ts'
import { auditRequest } from '../http/merchant/merchant.ts'
import { dueWork } from '../http/merchant/reconcile.ts'
import { refundRequest } from '../http/merchant/refunds.ts'
import { event } from '../omise/schemas.ts'
import { eventPage, orderEvent, undelivered } from '../shop/delivery-answers.ts'
import { shopEvent } from '../shop/event.ts'
import {
  createdOrder,
  orderDetails,
  orderLine,
  shopOrder,
  shopRefund,
} from '../shop/order-answers.ts'
import { newOrder, orderChange } from '../shop/order-input.ts'

export const schemas = {
  ServerConfig: serverConfig,
  ChargeRequest: chargeRequest,
  Charge: charge,
  Payment: payment,
  Problem: problem,
  NewOrder: newOrder,
  OrderChange: orderChange,
  ShopOrder: shopOrder,
  CreatedOrder: createdOrder,
  OrderLine: orderLine,
  OrderList: z.object({ orders: z.array(orderLine), next: z.nullable(z.string()) }),
  Order: z.extend(orderDetails, { events: z.array(orderEvent) }),
  RefundRequest: refundRequest,
  Refund: shopRefund,
  AuditRequest: auditRequest,
  DueWork: dueWork,
  Audit: auditView,
  Event: shopEvent,
  EventPage: eventPage,
  Undelivered: undelivered,
  DeliveryWaiting: z.object({ status: z.literal('waiting') }),
  OmiseEvent: event,
  WebhookOutcome: z.object({ outcome: z.string() }),
  Health: z.object({ status: z.literal('ok') }),
  Ready: z.object({ status: z.literal('ready') }),
  NotReady: z.object({ status: z.enum(unreadyStates) }),
} as const satisfies Record<string, z.ZodMiniType>
