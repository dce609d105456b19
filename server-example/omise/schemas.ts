/**
 * What is read of Omise's responses, in both shapes (API 2017-11-02 and
 * 2019-05-29). Fields that we don't read may come and go; a status that we
 * don't know stays unknown. Facts: Omise's charges, sources and errors pages.
 */
import * as z from 'zod/mini'
import type { QrImage } from '../checkout/order/attempt.ts'
import { type ChargeReading, chargeStatuses, type RefundReading } from '../checkout/provider.ts'

const time = z.pipe(
  z.string(),
  z.transform((text, context) => {
    const ms = Date.parse(text)
    if (Number.isNaN(ms))
      context.issues.push({ code: 'custom', message: 'not a time', input: text })
    return ms
  }),
)
const satang = z.int().check(z.nonnegative())
const optionalText = z.nullish(z.string())
const knownStatuses = z.enum(chargeStatuses)

/**
 * Recorded for PromptPay; for `truemoney_qr` nobody has published one. A code of
 * another shape is as good as none: it must not make the charge unreadable.
 */
const scannableCode = z.catch(
  z.nullish(
    z.pipe(
      z.object({ image: z.object({ download_uri: z.url(), filename: optionalText }) }),
      z.transform(
        ({ image }): QrImage => ({
          uri: image.download_uri,
          filename: image.filename ?? null,
        }),
      ),
    ),
  ),
  null,
)
const sourceParts = z.object({
  type: z.catch(optionalText, null),
  phone_number: optionalText,
  scannable_code: scannableCode,
})

/** A charge of either API version, in our words. */
export const charge = z.pipe(
  z.object({
    object: z.literal('charge'),
    id: z.string(),
    amount: satang,
    currency: z.string(),
    status: z.string(),
    metadata: z.catch(z.nullish(z.record(z.string(), z.unknown())), {}),
    source: z.nullish(sourceParts),
    authorize_uri: optionalText,
    failure_code: optionalText,
    failure_message: optionalText,
    /** 2019-05-29. */
    created_at: z.optional(time),
    /** 2017-11-02. */
    created: z.optional(time),
    /** 2019-05-29. */
    refunded_amount: z.optional(satang),
    /** 2017-11-02. */
    refunded: z.optional(satang),
    // Times that decide nothing about money: an odd one is as good as none.
    paid_at: z.catch(z.nullish(time), null),
    expires_at: z.catch(z.nullish(time), null),
    reversed: z.catch(z.nullish(z.boolean()), null),
    reversed_at: z.catch(z.nullish(time), null),
    /** The status of a voided charge is not documented; this flag distinguishes it from a reversed one. */
    voided: z.catch(z.nullish(z.boolean()), null),
    /** The dispute, or its id. */
    dispute: z.catch(z.unknown(), null),
  }),
  z.transform((one, context): ChargeReading => {
    const createdAt = one.created_at ?? one.created
    if (createdAt === undefined)
      context.issues.push({ code: 'custom', message: 'missing', path: ['created_at'], input: one })
    return {
      id: one.id,
      status: knownStatus(one.status),
      amountSatang: one.amount,
      currency: one.currency.toUpperCase(),
      orderId: textOf(one.metadata?.order_id),
      attemptId: textOf(one.metadata?.attempt_id),
      shopName: textOf(one.metadata?.shop),
      method: one.source?.type ?? null,
      phoneNumber: one.source?.phone_number ?? null,
      authorizeUri: one.authorize_uri ?? null,
      qr: one.source?.scannable_code ?? null,
      failureCode: one.failure_code ?? null,
      failureMessage: one.failure_message ?? null,
      createdAt: createdAt ?? 0,
      paidAt: one.paid_at ?? null,
      expiresAt: one.expires_at ?? null,
      refundedSatang: one.refunded_amount ?? one.refunded ?? 0,
      isReversed: one.voided !== true && (one.reversed === true || one.status === 'reversed'),
      reversedAt: one.reversed_at ?? null,
      isDisputed: one.dispute !== null && one.dispute !== undefined,
    }
  }),
)

/** A page of any list. Its entries are read one by one: an odd one spoils nothing but itself. */
export const page = z.object({
  object: z.literal('list'),
  total: z.int(),
  data: z.array(z.unknown()),
})

/** What is read of an entry that is not as documented: whose it is. */
export const strayEntry = z.object({
  id: z.catch(z.nullable(z.string()), null),
  metadata: z.catch(z.nullable(z.record(z.string(), z.unknown())), null),
})

/** A refund of either API version. 2017-11-02 has no metadata, so no way to know that it is ours. */
export const refund = z.pipe(
  z.object({
    object: z.literal('refund'),
    id: z.string(),
    amount: satang,
    voided: z.boolean(),
    /** Recordings of before 2019 have none. */
    status: z.nullish(z.string()),
    charge: z.string(),
    metadata: z.catch(z.nullish(z.record(z.string(), z.unknown())), {}),
    /** 2019-05-29. */
    created_at: z.optional(time),
    /** 2017-11-02. */
    created: z.optional(time),
  }),
  z.transform((one, context): RefundReading => {
    const createdAt = one.created_at ?? one.created
    if (createdAt === undefined)
      context.issues.push({ code: 'custom', message: 'missing', path: ['created_at'], input: one })
    return {
      id: one.id,
      refundId: textOf(one.metadata?.refund_id),
      status: refundStatus(one.status ?? 'closed'),
      amountSatang: one.amount,
      voided: one.voided,
      createdAt: createdAt ?? 0,
      chargeId: one.charge,
    }
  }),
)

export const sourceAnswer = z.object({
  object: z.literal('source'),
  id: z.string(),
  type: optionalText,
  phone_number: optionalText,
})

/** As 2019-05-29 has it. */
export const capability = z.object({
  object: z.literal('capability'),
  country: z.optional(z.string()),
  payment_methods: z.array(z.object({ name: z.string(), currencies: z.array(z.string()) })),
})

export const errorAnswer = z.object({
  object: z.literal('error'),
  code: z.string(),
  message: z.string(),
})

/** The content of a webhook, as far as it is of use: which charge to read. */
export const event = z.object({
  object: z.literal('event'),
  id: z.string(),
  key: z.string(),
  /** Missing in some recorded events. */
  data: z.nullish(
    z.object({
      object: z.string(),
      id: z.optional(z.string()),
      /** Of a refund or a dispute: its charge. */
      charge: z.optional(z.string()),
    }),
  ),
})

function knownStatus(text: string): ChargeReading['status'] {
  const known = knownStatuses.safeParse(text)
  return known.success ? known.data : 'unknown'
}

/**
 * Omise documents `closed` alone, and clients list others. Our choice of words:
 * what is neither settled nor failed is waited for.
 */
const refundStatuses = new Map<string, RefundReading['status']>([
  ['closed', 'closed'],
  ['open', 'pending'],
  ['pending', 'pending'],
  ['failed', 'failed'],
])

function refundStatus(text: string): RefundReading['status'] {
  return refundStatuses.get(text) ?? 'unknown'
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
