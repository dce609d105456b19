/** Input of the shop: validated whole, with every problem in one error. */
import * as z from 'zod/mini'
import { expectedGot, kindOf, problemsOf } from './input-problems.ts'
import { ShopError } from './shop-error.ts'

const longestReference = 64
const longestDescription = 255
const mostMetadata = 20
/** The server's own names in a charge's metadata. */
const reserved = ['order_id', 'attempt_id', 'reference', 'shop']

/** Neither control characters nor half a surrogate pair. */
export const oneLineText = /^[^\p{Cc}\p{Cs}]*$/u
const oneLine = z.regex(oneLineText, 'Expected one line without control characters')

export const reference = z
  .string()
  .check(
    z.minLength(1),
    z.maxLength(longestReference),
    z.regex(
      /^[^\s\p{C}](?:[^\p{C}]*[^\s\p{C}])?$/u,
      'Expected printable characters without spaces at the ends',
    ),
  )

/** Satang. */
export const amount = z
  .int({
    error: ({ input }) =>
      `Expected a whole number of satang (฿1,192 is 119200), got ${kindOf(input)}${typeof input === 'string' ? ': write it without quotes' : ''}`,
  })
  .check(z.positive('Expected more than 0 satang'))

const metadata = z
  .record(
    z
      .string()
      .check(z.regex(/^[\w.-]{1,40}$/, 'Expected a name of 1 to 40 letters, digits, _ . -')),
    z.union([z.string().check(z.maxLength(255), oneLine), z.number(), z.boolean()]),
  )
  .check(
    z.refine(
      (record) => Object.keys(record).length <= mostMetadata,
      `Expected at most ${mostMetadata} entries`,
    ),
    z.refine(
      (record) => reserved.every((name) => !Object.hasOwn(record, name)),
      `Expected other names than ${reserved.join(', ')}: the server writes those itself`,
    ),
  )

const description = z.string().check(z.maxLength(longestDescription), oneLine)

export const newOrder = z.strictObject({
  reference,
  amount,
  currency: z._default(z.literal('THB'), 'THB'),
  description: z.optional(description),
  metadata: z._default(metadata, {}),
})
export type NewOrder = z.input<typeof newOrder>

/** What of an unpaid order can be changed; what is left out stays. */
export const orderChange = z
  .strictObject({
    amount: z.optional(amount),
    description: z.optional(z.nullable(description)),
    metadata: z.optional(metadata),
  })
  .check(
    z.refine(
      (change) => Object.values(change).some((value) => value !== undefined),
      'Expected an amount, a description or metadata to change',
    ),
  )
export type OrderChange = z.input<typeof orderChange>

/** By the shop's own reference, or by our id. */
export const orderName = z.union(
  [z.strictObject({ reference }), z.strictObject({ orderId: z.string() })],
  'Expected { reference } or { orderId }',
)
export type OrderName = z.input<typeof orderName>

/** Returns the parsed input; throws `ShopError` with every problem in its message. */
export function parseInput<Schema extends z.ZodMiniType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: expectedGot })
  if (parsed.success) return parsed.data
  throw new ShopError('invalid_request', problemsOf(parsed.error))
}
