/** The environment's variables: what each may hold, and its default. */
import * as z from 'zod/mini'
import { paymentMethods } from '../../widget/contract.ts'
import { standardPerAddress } from '../limits/limit-rules.ts'
import { isPaymentMethod } from '../methods/methods.ts'
import { engineOf, expectedUrl } from '../store/database-url.ts'

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

/**
 * Every setting, by its variable’s name. The comments are printed in the guide
 * (`node e2e/docs/reference/write.ts`).
 */
export const environment = z.object({
  /** The port to listen at. */
  PORT: wholeNumber(0, 65_535, 3000),
  /** The address to listen at. A TLS proxy is expected in front. */
  HOST: z._default(z.string(), '127.0.0.1'),
  /**
   * This server as the buyer's browser knows it. Required with live keys, and https then. A path
   * in it is where the routes are, such as `https://shop.example/pay`. Default:
   * `http://localhost:PORT`.
   */
  PUBLIC_URL: z.optional(origin),
  /** `pkey_…` of Omise's dashboard. */
  OMISE_PUBLIC_KEY: key('pkey'),
  /** `skey_…` of the same mode: both test, or both live. */
  OMISE_SECRET_KEY: key('skey'),
  /** Where Omise's API is; a simulator's address, for instance. */
  OMISE_API_URL: z._default(origin, 'https://api.omise.co'),
  /** Sent with every request. `2017-11-02` works too; older versions have no TrueMoney. */
  OMISE_API_VERSION: z._default(
    z.string().check(
      z.regex(/^\d{4}-\d{2}-\d{2}$/, 'Expected a version such as 2019-05-29'),
      z.refine((version) => version >= oldestApiVersion, {
        error: `Expected ${oldestApiVersion} or newer: TrueMoney needs it`,
      }),
    ),
    '2019-05-29',
  ),
  /**
   * Needed where several shops use one Omise account: a name for this one, written into the
   * metadata of its charges (`shop`). The audit skips charges with another name. Name all shops.
   */
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
  /** The dashboard's base64 text. Two, separated by a comma, while one is being replaced. */
  OMISE_WEBHOOK_SECRET: list(''),
  /**
   * With `reread-only`, unsigned deliveries are accepted as hints to read the charge. Without a
   * secret and without this, every delivery is refused.
   */
  OMISE_WEBHOOK_VERIFY: z._default(z.enum(['signature', 'reread-only']), 'signature'),
  /** `sqlite:PATH` for one machine, `postgres://…` for any number of processes. */
  DATABASE_URL: z._default(
    z.string().check(z.refine((url) => engineOf(url) !== undefined, { error: expectedUrl })),
    'sqlite:data/orders.db',
  ),
  /**
   * Whether a start migrates the database. With `false` it expects a database that `migrate` has
   * brought to this version, and otherwise ends with the names of the missing migrations.
   */
  MIGRATE: flag(true),
  /** `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`. */
  LOG_LEVEL: z._default(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    'info',
  ),
  /** Your page that shows the result: a path, or an address. */
  RETURN_PAGE: z._default(
    z
      .string()
      .check(z.regex(/^(\/|https?:\/\/)/, 'Expected a path such as /return.html, or an address')),
    '/return.html',
  ),
  /**
   * Hosts that a buyer may be sent to, separated by commas. `/api/config` passes them on to pages.
   */
  AUTHORIZE_HOSTS: list('pay.omise.co'),
  /**
   * The smallest order. Omise's own limits for TrueMoney Wallet are not documented; this is a
   * choice.
   */
  MIN_AMOUNT_SATANG: wholeNumber(1, Number.MAX_SAFE_INTEGER, 2_000),
  /** The largest order. A choice, as above. */
  MAX_AMOUNT_SATANG: wholeNumber(1, Number.MAX_SAFE_INTEGER, 5_000_000),
  /**
   * Payment methods that `/api/config` offers, in this order, as far as the Omise account has them
   * (read again every few minutes) and the amount allows.
   */
  METHODS: methodList,
  /**
   * Opens the shop's routes (orders, refunds, events) and the merchant's view: 32 to 255 ASCII
   * characters without spaces. Without it those routes do not exist.
   */
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
  /**
   * Where the events of orders are posted to your shop, signed as Standard Webhooks describes.
   * Https with live keys. Set this and the secret, or neither.
   */
  SHOP_WEBHOOK_URL: z.optional(
    z.url({
      protocol: /^https?$/,
      error: 'Expected an address such as https://shop.example/truemoney',
    }),
  ),
  /**
   * What those events are signed with: base64 of 24 to 64 random bytes, with or without `whsec_`.
   */
  SHOP_WEBHOOK_SECRET: z.optional(
    z.string().check(
      z.refine((text) => isWebhookSecret(text), {
        error: 'Expected base64 of 24 to 64 random bytes, such as `openssl rand -base64 32` prints',
      }),
    ),
  ),
  /** Serves the merchant's view at `/merchant/`, below `PUBLIC_URL`. Needs `MERCHANT_TOKEN`. */
  MERCHANT_PAGE: flag(false),
  /**
   * Accepts `{ phoneNumber }` or `{ method }` in place of `{ source }`: the server then creates
   * the source.
   */
  SERVER_MAKES_SOURCES: flag(false),
  /**
   * Folders with pages to serve beside the API, separated by commas: HTML, CSS, scripts, pictures,
   * fonts and the like. Other kinds of files, names that begin with a dot, and links out of the
   * folder are not served.
   */
  PAGES: list(''),
  /**
   * Other origins whose pages may use the API and load the widget's script from here, separated by
   * commas.
   */
  ALLOWED_ORIGINS: list(''),
  /**
   * How many of your own proxies stand in front and append to `X-Forwarded-For`. With a wrong
   * number a client can choose its address.
   */
  TRUST_PROXY: wholeNumber(0, 10, 0),
  /** Charge requests per minute and address (and 60 per order). `0`: no limit. */
  RATE_LIMIT_CHARGES: perMinute(standardPerAddress.charges),
  /**
   * Reads of a payment per minute and address (and 240 per order), counted by each process on its
   * own.
   */
  RATE_LIMIT_PAYMENTS: perMinute(standardPerAddress.payments),
  /** Refund requests per minute and address (and 60 per order). */
  RATE_LIMIT_REFUNDS: perMinute(standardPerAddress.refunds),
  /** Wrong merchant tokens per minute and address. */
  RATE_LIMIT_MERCHANT: perMinute(standardPerAddress.merchant),
  /**
   * Webhook deliveries per minute and address that are unsigned or whose charge is not known here.
   */
  RATE_LIMIT_WEBHOOKS: perMinute(standardPerAddress.webhooks),
  /**
   * New charges in ten minutes with one phone number, whoever asks: each sends a one-time password
   * to that phone. Twice as many with one order; 24 times as many from one address by methods
   * without a number. `0`: no limit. Default: 5 with live keys, 0 with test keys.
   */
  RATE_LIMIT_NUMBER: z.optional(
    z.coerce.number().check(z.int(), z.minimum(0), z.maximum(1_000_000)),
  ),
  /** Where `GET /metrics` is served. Keep it unreachable from outside. */
  METRICS_PORT: z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(65_535))),
})

export type Environment = z.output<typeof environment>

/** As Standard Webhooks has it: base64, with or without the prefix. */
function isWebhookSecret(text: string): boolean {
  const base64 = text.replace(/^whsec_/, '')
  const { length } = Buffer.from(base64, 'base64')
  return /^[A-Za-z0-9+/]+=*$/.test(base64) && length >= 24 && length <= 64
}
