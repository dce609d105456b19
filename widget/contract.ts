/**
 * The HTTP contract between the widget and the merchant's server, whole: what
 * is sent, what is answered, and how a refusal looks. `server-example/` is one
 * server that fulfils it; a merchant's own server can import these schemas.
 *
 * Money is an integer in satang (฿1 = 100 satang). Times are ISO 8601 in UTC.
 */
import * as z from 'zod/mini'
import { setExtensionsAside } from './core/extensions.ts'

// zod builds its schemas with `for…in`: on some pages, that finds more than was written.
const restoreExtensions = setExtensionsAside()

const text = z.string().check(z.minLength(1), z.maxLength(255))
const satang = z.int().check(z.positive())
const limits = z.object({ minAmount: satang, maxAmount: satang })

const methodsWithoutNumber = ['truemoney_jumpapp', 'truemoney_qr'] as const

/**
 * How a buyer can pay, by Omise's own names: `truemoney` takes a phone number
 * and a one-time password, `truemoney_jumpapp` opens TrueMoney's app (or its
 * page, on a computer), `truemoney_qr` is scanned from the shop's page.
 */
export const paymentMethods = ['truemoney', ...methodsWithoutNumber] as const
export const paymentMethod = z.enum(paymentMethods)
export type PaymentMethod = z.infer<typeof paymentMethod>

/**
 * An order as the shop's page gets it from the shop's own server, which made it
 * with `orders.create` (or `POST /api/merchant/orders`). `token` is the order's only key: whoever
 * holds it can pay the order and read its payment. It is sent as
 * `Authorization: Bearer …`, never in a path or a query of the API. `livemode`
 * says whether the server charges with live keys: a page with keys of the other
 * mode then stops before anything is sent.
 */
export const order = z.object({
  orderId: text,
  token: text,
  amount: satang,
  currency: z.literal('THB'),
  livemode: z.optional(z.boolean()),
  reference: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
})
export type Order = z.infer<typeof order>

/** What it takes to pay an order and to read its payment. */
export type OrderKey = Pick<Order, 'orderId' | 'token'>

/**
 * `POST /api/orders/:orderId/charge`. `amount` is what the buyer was shown: it
 * is compared with the order's amount and never charged. `phoneNumber` or
 * `method` instead of `source` is for servers that make the source themselves
 * (off by default).
 */
export const chargeRequest = z.union([
  z.strictObject({ source: text, amount: z.optional(satang) }),
  z.strictObject({ phoneNumber: text, amount: z.optional(satang) }),
  z.strictObject({ method: z.enum(methodsWithoutNumber), amount: z.optional(satang) }),
])
export type ChargeRequest = z.infer<typeof chargeRequest>

/**
 * The code that a buyer scans. `imageUri` is a path on the shop's server or a
 * whole address; `saveUri` is the same code as a PNG, for buyers who scan a
 * saved picture. `expiresAt` is when the code stops working.
 */
export const qrCode = z.object({
  imageUri: z.string().check(z.minLength(1), z.maxLength(2048)),
  saveUri: z.optional(z.string().check(z.minLength(1), z.maxLength(2048))),
  expiresAt: z.optional(z.string()),
})
export type QrCode = z.infer<typeof qrCode>

/**
 * Answer to `POST /api/orders/:orderId/charge`: where the buyer goes to
 * confirm, or the code that the buyer scans while the page waits.
 */
export const redirectCharge = z.object({ authorizeUri: z.url() })
export const qrCharge = z.object({ qr: qrCode })
export const charge = z.union([redirectCharge, qrCharge])
export type Charge = z.infer<typeof charge>

/**
 * The money state of an order as the buyer sees it. `unpaid`: nothing was tried
 * or the last try left nothing behind. `pending`: a charge waits for the buyer,
 * or its outcome is not known yet. `failed` and `expired` speak of the last try
 * and can be tried again; `successful` is final.
 */
export const paymentStatus = z.enum(['unpaid', 'pending', 'successful', 'failed', 'expired'])
export type PaymentStatus = z.infer<typeof paymentStatus>

/**
 * Answer to `GET /api/orders/:orderId/payment`. `failureCode` is Omise's, and
 * may be one nobody has heard of. `authorizeUri` is there while a charge is
 * pending, so that the buyer can go on. `expiresAt` is the pending charge's, and
 * `pendingMs` is how long it has waited, by the server's clock: a buyer's may be wrong.
 * `qr` is there while a charge that is paid by scanning is pending. `method` is
 * the last charge's; it may be one that this version does not know.
 * `refundedAmount` is how much of a successful payment was refunded.
 * `reference` is the shop's own number of the order, which the buyer may know.
 */
export const payment = z.object({
  orderId: text,
  status: paymentStatus,
  amount: satang,
  currency: z.literal('THB'),
  failureCode: z.optional(z.string()),
  method: z.optional(z.string()),
  authorizeUri: z.optional(z.url()),
  qr: z.optional(qrCode),
  expiresAt: z.optional(z.string()),
  pendingMs: z.optional(z.int().check(z.nonnegative())),
  paidAt: z.optional(z.string()),
  refundedAmount: z.optional(satang),
  reference: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  description: z.optional(z.string()),
})
export type Payment = z.infer<typeof payment>

/** One way to pay that the account and the shop take, and between which amounts if other than the shop's. */
const offeredMethod = z.object({ method: z.string(), limits: z.optional(limits) })

/** Methods that this version does not know are skipped: a newer server's pages keep working. */
const offeredMethods = z.pipe(
  z.array(offeredMethod),
  z.transform((offered) =>
    offered.flatMap(({ method, limits }) => {
      const known = paymentMethod.safeParse(method)
      return known.success ? [{ method: known.data, ...(limits && { limits }) }] : []
    }),
  ),
)

/**
 * Answer to `GET /api/config`: what a page needs to mount the widget without
 * writing it twice. `methods` are in the shop's order; without it the shop takes
 * `truemoney` alone. `authorizeHosts` are host names (https), or whole origins
 * such as `http://localhost:4010` for a simulator on the same machine.
 */
export const serverConfig = z.object({
  publicKey: text,
  omiseUrl: z.url(),
  currency: z.literal('THB'),
  limits,
  methods: z.optional(offeredMethods),
  authorizeHosts: z.array(text),
})
export type ServerConfig = z.infer<typeof serverConfig>

/** Why the server refused: the closed list of codes, each with its HTTP status. */
export const problemStatus = {
  /** The request is not what this contract describes. */
  invalid_request: 400,
  /** The order's token is missing or wrong. */
  unauthorized: 401,
  /** A page of a site that may not use this server. */
  forbidden: 403,
  /** No such order, or no such address. */
  not_found: 404,
  method_not_allowed: 405,
  /** The order is paid already; read its payment. */
  already_paid: 409,
  /** The shop has cancelled the order. Nothing was charged. */
  order_cancelled: 409,
  /** The order's amount is not the one that the buyer was shown. Nothing was charged. */
  amount_changed: 409,
  /** A charge for this order is being made; its outcome is not known yet. Read its payment. */
  charge_unconfirmed: 409,
  /** The body is larger than any request of this contract. */
  payload_too_large: 413,
  /** The body is not `application/json`. */
  unsupported_media_type: 415,
  /** Omise refused the charge, for instance because the source was used before. Nothing was charged. */
  charge_refused: 422,
  /** The refund is not possible, by our policy or by Omise's. No money moved. */
  refund_refused: 422,
  rate_limited: 429,
  /** Too many new charges with this phone number. Nothing was charged, and another number may do. */
  number_limited: 429,
  /** Our mistake. What was asked for may or may not have happened: read the payment. */
  internal_error: 500,
  /** Omise could not be reached or is busy. Nothing was charged. */
  provider_unavailable: 503,
} as const
export type ProblemCode = keyof typeof problemStatus

/** An RFC 9457 problem document (`application/problem+json`). `detail` is for developers, not for buyers. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.optional(z.string()),
  code: z.string(),
})
export type Problem = z.infer<typeof problem>

restoreExtensions()
