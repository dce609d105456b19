/** What the widget and the buyer's browser call. */
import * as z from 'zod/mini'
import type { Operation } from './operation.ts'
import { schemas } from './schemas.ts'

const orderLink = z.string().check(z.minLength(1))

export const buyerOperations: readonly Operation[] = [
  {
    id: 'readConfig',
    method: 'get',
    path: '/api/config',
    summary: 'What a page needs to mount the widget',
    caller: 'anybody',
    answers: { 200: { description: 'The configuration', schema: schemas.ServerConfig } },
    problems: [],
  },
  {
    id: 'chargeOrder',
    method: 'post',
    path: '/api/orders/{orderId}/charge',
    summary: 'Charges the order once, however often it is called',
    caller: 'buyer',
    body: schemas.ChargeRequest,
    answers: { 200: { description: 'How the buyer confirms', schema: schemas.Charge } },
    problems: [
      'already_paid',
      'order_cancelled',
      'amount_changed',
      'charge_unconfirmed',
      'charge_refused',
      'number_limited',
    ],
  },
  {
    id: 'readPayment',
    method: 'get',
    path: '/api/orders/{orderId}/payment',
    summary: 'The payment as it is known now; reads a pending charge at Omise',
    caller: 'buyer',
    answers: { 200: { description: 'The payment', schema: schemas.Payment } },
    problems: [],
  },
  {
    id: 'readQrCode',
    method: 'get',
    path: '/api/orders/{orderId}/qr',
    summary: 'The picture of a pending charge’s QR code: the `imageUri` of a charge or payment',
    caller: 'anybody',
    query: {
      attempt: { description: 'The attempt', schema: orderLink },
      until: { description: 'When the link ends', schema: orderLink },
      signature: { description: 'What makes the link valid', schema: orderLink },
      save: { description: 'To save it as a file', schema: z.optional(orderLink) },
    },
    answers: { 200: { description: 'A PNG or SVG' } },
    problems: ['not_found', 'provider_unavailable'],
  },
  {
    id: 'returnFromTrueMoney',
    method: 'get',
    path: '/checkout/return',
    summary: 'The return_uri of a charge: sends the buyer on to the page that shows the result',
    caller: 'anybody',
    query: {
      order: { description: 'The id of the order', schema: orderLink },
      token: { description: 'The token of the order', schema: orderLink },
    },
    answers: { 303: { description: 'The result page, with the order in the fragment' } },
    problems: ['not_found'],
  },
]
