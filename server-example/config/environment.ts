/** The environment's variables: what each may hold, and its default. */
import * as z from 'zod/mini'
import { paymentMethods } from '../../widget/contract.ts'
import { standardPerAddress } from '../limits/limit-rules.ts'
import { isPaymentMethod } from '../methods/methods.ts'

const oldestApiVersion = '2017-11-02'

const flag = (standard: boolean) =>
  z._default(z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0', ''] }), standard)
const wholeNumber = (from: number, to: number, standard: number) =>
  z._default(z.coerce.number().check(z.int(), z.minimum(from), z.maximum(to)), standard)
const list = (standard: string) =>
  z.pipe(
    z._default(z.string(), standard),
    z.transform((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
  )
const origin = z.pipe(
  z.url({ protocol: /^https?$/, error: 'Expected an address such as https://shop.example' }),
  z.transform((text) => text.replace(/\/+$/, '')),
)
/** The app first, as Omise's own plugins have it. */
const methodList = z.pipe(
  list('truemoney_jumpapp,truemoney,truemoney_qr').check(
    z.refine((names) => names.length > 0 && names.every(isPaymentMethod), {
      error: `Expected some of ${paymentMethods.join(', ')}, separated by commas`,
    }),
  ),
  z.transform((names) => [...new Set(names.filter(isPaymentMethod))]),
)
const perMinute = (standard: number) => wholeNumber(0, 1_000_000, standard)
const key = (prefix: 'pkey' | 'skey') => {
  const expected = `Expected the key of Omise’s dashboard that starts with ${prefix}_`
  return z.string(expected).check(z.regex(new RegExp(`^${prefix}_(test_)?[0-9a-z]+$`), expected))
}

/** Every setting, by its variable’s name. */
export const environment = z.object({
  PORT: wholeNumber(0, 65_535, 3000),
  HOST: z._default(z.string(), '127.0.0.1'),
  PUBLIC_URL: z.optional(origin),
  OMISE_PUBLIC_KEY: key('pkey'),
  OMISE_SECRET_KEY: key('skey'),
  OMISE_API_URL: z._default(origin, 'https://api.omise.co'),
  OMISE_API_VERSION: z._default(
    z.string().check(
      z.regex(/^\d{4}-\d{2}-\d{2}$/, 'Expected a version such as 2019-05-29'),
      z.refine((version) => version >= oldestApiVersion, {
        error: `Expected ${oldestApiVersion} or newer: TrueMoney needs it`,
      }),
    ),
    '2019-05-29',
  ),
  SHOP_NAME: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^[^\s\p{C}](?:[^\p{C}]{0,62}[^\s\p{C}])?$/u,
          'Expected 1 to 64 printable characters',
        ),
      ),
  ),
  OMISE_WEBHOOK_SECRET: list(''),
  OMISE_WEBHOOK_VERIFY: z._default(z.enum(['signature', 'reread-only']), 'signature'),
  DATABASE_URL: z._default(
    z
      .string()
      .check(
        z.regex(
          /^(sqlite:|postgres(ql)?:\/\/)./,
          'Expected sqlite:PATH, such as sqlite:data/orders.db, or postgres://…',
        ),
      ),
    'sqlite:data/orders.db',
  ),
  MIGRATE: flag(true),
  LOG_LEVEL: z._default(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    'info',
  ),
  RETURN_PAGE: z._default(
    z
      .string()
      .check(z.regex(/^(\/|https?:\/\/)/, 'Expected a path such as /return.html, or an address')),
    '/return.html',
  ),
  AUTHORIZE_HOSTS: list('pay.omise.co'),
  MIN_AMOUNT_SATANG: wholeNumber(1, Number.MAX_SAFE_INTEGER, 2_000),
  MAX_AMOUNT_SATANG: wholeNumber(1, Number.MAX_SAFE_INTEGER, 5_000_000),
  METHODS: methodList,
  MERCHANT_TOKEN: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^[\x21-\x7e]{32,255}$/,
          'Expected 32 to 255 ASCII characters without spaces that nobody can guess',
        ),
      ),
  ),
  SHOP_WEBHOOK_URL: z.optional(
    z.url({
      protocol: /^https?$/,
      error: 'Expected an address such as https://shop.example/truemoney',
    }),
  ),
  SHOP_WEBHOOK_SECRET: z.optional(
    z.string().check(
      z.refine((text) => isWebhookSecret(text), {
        error: 'Expected base64 of 24 to 64 random bytes, such as `openssl rand -base64 32` prints',
      }),
    ),
  ),
  MERCHANT_PAGE: flag(false),
  SERVER_MAKES_SOURCES: flag(false),
  PAGES: list(''),
  ALLOWED_ORIGINS: list(''),
  TRUST_PROXY: wholeNumber(0, 10, 0),
  RATE_LIMIT_CHARGES: perMinute(standardPerAddress.charges),
  RATE_LIMIT_PAYMENTS: perMinute(standardPerAddress.payments),
  RATE_LIMIT_REFUNDS: perMinute(standardPerAddress.refunds),
  RATE_LIMIT_MERCHANT: perMinute(standardPerAddress.merchant),
  RATE_LIMIT_WEBHOOKS: perMinute(standardPerAddress.webhooks),
  /** Its default depends on the keys. */
  RATE_LIMIT_NUMBER: z.optional(
    z.coerce.number().check(z.int(), z.minimum(0), z.maximum(1_000_000)),
  ),
  METRICS_PORT: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535))),
})

export type Environment = z.output<typeof environment>

/** As Standard Webhooks has it: base64, with or without the prefix. */
function isWebhookSecret(text: string): boolean {
  const base64 = text.replace(/^whsec_/, '')
  const { length } = Buffer.from(base64, 'base64')
  return /^[A-Za-z0-9+/]+=*$/.test(base64) && length >= 24 && length <= 64
}
