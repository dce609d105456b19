/** The server's configuration: read from the environment, checked whole, never printed. */
import * as z from 'zod/mini'
import { type PaymentMethod, paymentMethods } from '../../widget/contract.ts'
import type { WebhookVerification } from '../http/webhooks.ts'
import { type PerAddress, standardPerAddress, standardPerNumber } from '../limits/limit-rules.ts'
import { isPaymentMethod } from '../methods/methods.ts'
import { type Misspelling, misspeltNames } from './misspelt.ts'

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

export type Config = {
  readonly port: number
  readonly host: string
  readonly publicUrl: string | undefined
  readonly omise: {
    readonly publicKey: string
    readonly secretKey: string
    readonly apiUrl: string
    readonly apiVersion: string
  }
  /** Tells this shop's charges from those of others with the same account of Omise. */
  readonly shopName: string | undefined
  readonly webhookVerification: WebhookVerification
  readonly databaseUrl: string
  /** Whether a start brings the database to this version's schema; without it, it has to be there. */
  readonly migrateAtStart: boolean
  readonly logLevel: string
  readonly returnPage: string
  readonly authorizeHosts: readonly string[]
  /** What the shop takes, in the order in which pages offer it. */
  readonly methods: readonly PaymentMethod[]
  readonly limits: { readonly minAmountSatang: number; readonly maxAmountSatang: number }
  /** Opens the merchant's routes; without it they do not exist. */
  readonly merchantToken: string | undefined
  /** Where events are posted to the shop, signed; `undefined`: nowhere. */
  readonly shopWebhook: { readonly url: string; readonly secret: string } | undefined
  /** Whether the merchant's page is served at `/merchant/`. */
  readonly merchantPage: boolean
  readonly serverMakesSources: boolean
  readonly pageFolders: readonly string[]
  /** Origins beside our own whose pages may use the API. */
  readonly allowedOrigins: readonly string[]
  /** How many proxies of ours write `X-Forwarded-For`. */
  readonly trustedProxies: number
  readonly rateLimits: PerAddress
  /** What of the environment was probably meant for us: the start logs it. */
  readonly misspelt: readonly Misspelling[]
  /** New charges to one phone number in ten minutes; 0: no limit, by nothing else either. */
  readonly newChargesPerNumber: number
  /** Where metrics are read; without it they are not kept. */
  readonly metricsPort: number | undefined
}

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads the configuration, or says everything that is wrong with it at once. No value is ever repeated. */
export function parseConfig(env: Record<string, string | undefined>): ParsedConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value))
  const parsed = environment.safeParse(given, { error: z.locales.en().localeError })
  const problems = [
    ...misplacedKeys(given),
    ...(parsed.success
      ? contradictions(parsed.data)
      : parsed.error.issues.map((issue) => sayIssue(issue, given))),
  ]
  if (!parsed.success || problems.length > 0) return { ok: false, problems: [...new Set(problems)] }
  const misspelt = misspeltNames(Object.keys(given), Object.keys(environment.shape))
  return { ok: true, config: { ...configOf(parsed.data), misspelt } }
}

/** The error to throw for a configuration with these problems, one a line. */
export function configurationError(problems: readonly string[]): Error {
  return new Error(['The configuration is not complete:', ...problems].join('\n  '))
}

export type Environment = z.output<typeof environment>

function configOf(env: Environment): Omit<Config, 'misspelt'> {
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL,
    omise: {
      publicKey: env.OMISE_PUBLIC_KEY,
      secretKey: env.OMISE_SECRET_KEY,
      apiUrl: env.OMISE_API_URL,
      apiVersion: env.OMISE_API_VERSION,
    },
    shopName: env.SHOP_NAME,
    webhookVerification: verificationOf(env),
    databaseUrl: env.DATABASE_URL,
    migrateAtStart: env.MIGRATE,
    logLevel: env.LOG_LEVEL,
    returnPage: env.RETURN_PAGE,
    authorizeHosts: env.AUTHORIZE_HOSTS,
    methods: env.METHODS,
    limits: { minAmountSatang: env.MIN_AMOUNT_SATANG, maxAmountSatang: env.MAX_AMOUNT_SATANG },
    merchantToken: env.MERCHANT_TOKEN,
    shopWebhook: shopWebhookOf(env),
    merchantPage: env.MERCHANT_PAGE,
    serverMakesSources: env.SERVER_MAKES_SOURCES,
    pageFolders: env.PAGES,
    allowedOrigins: env.ALLOWED_ORIGINS,
    trustedProxies: env.TRUST_PROXY,
    newChargesPerNumber:
      env.RATE_LIMIT_NUMBER ??
      (isTestKey(env.OMISE_SECRET_KEY) ? standardPerNumber.test : standardPerNumber.live),
    rateLimits: {
      charges: env.RATE_LIMIT_CHARGES,
      payments: env.RATE_LIMIT_PAYMENTS,
      refunds: env.RATE_LIMIT_REFUNDS,
      merchant: env.RATE_LIMIT_MERCHANT,
      webhooks: env.RATE_LIMIT_WEBHOOKS,
    },
    metricsPort: env.METRICS_PORT,
  }
}

function verificationOf(env: Environment): WebhookVerification {
  if (env.OMISE_WEBHOOK_VERIFY === 'reread-only') return { mode: 'reread-only' }
  return env.OMISE_WEBHOOK_SECRET.length === 0
    ? { mode: 'refuse' }
    : { mode: 'signature', secrets: env.OMISE_WEBHOOK_SECRET }
}

function shopWebhookOf(env: Environment): Config['shopWebhook'] {
  const { SHOP_WEBHOOK_URL: url, SHOP_WEBHOOK_SECRET: secret } = env
  return url === undefined || secret === undefined ? undefined : { url, secret }
}

/** As Standard Webhooks has it: base64, with or without the prefix. */
function isWebhookSecret(text: string): boolean {
  const base64 = text.replace(/^whsec_/, '')
  const { length } = Buffer.from(base64, 'base64')
  return /^[A-Za-z0-9+/]+=*$/.test(base64) && length >= 24 && length <= 64
}

function sayIssue({ path, message }: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = path.join('.')
  return name in given ? `${name}: ${message}.` : `${name} is missing. ${message}.`
}

/** A key in the wrong place gets its own sentence: it is the mistake that costs most. */
function misplacedKeys(given: Record<string, string | undefined>): string[] {
  const problems: string[] = []
  if (given.OMISE_PUBLIC_KEY?.startsWith('skey_'))
    problems.push(
      'OMISE_PUBLIC_KEY holds a secret key. It would have been sent to browsers: put the pkey_ key there, and roll the secret key if it was ever published.',
    )
  if (given.OMISE_SECRET_KEY?.startsWith('pkey_'))
    problems.push('OMISE_SECRET_KEY holds a public key: put the skey_ key there.')
  return problems
}

function isTestKey(secretKey: string): boolean {
  return secretKey.startsWith('skey_test_')
}

function contradictions(env: Environment): string[] {
  const problems: string[] = []
  const isTest = isTestKey(env.OMISE_SECRET_KEY)
  if (env.OMISE_PUBLIC_KEY.startsWith('pkey_test_') !== isTest)
    problems.push(
      'OMISE_PUBLIC_KEY and OMISE_SECRET_KEY: one is a test key and the other a live key. Take both from the same mode.',
    )
  if (!isTest && env.OMISE_API_URL.startsWith('http:'))
    problems.push(
      'OMISE_API_URL: a live key must not travel over plain http. Use an https address, or test keys.',
    )
  if (!isTest && !env.PUBLIC_URL?.startsWith('https:'))
    problems.push(
      'PUBLIC_URL: with live keys buyers come back over https. Set it to the https address of this server.',
    )
  if ((env.SHOP_WEBHOOK_URL === undefined) !== (env.SHOP_WEBHOOK_SECRET === undefined))
    problems.push('SHOP_WEBHOOK_URL and SHOP_WEBHOOK_SECRET belong together: set both, or neither.')
  if (!isTest && env.SHOP_WEBHOOK_URL?.startsWith('http:') && !isLoopback(env.SHOP_WEBHOOK_URL))
    problems.push(
      'SHOP_WEBHOOK_URL: with live keys events travel over https, or to this machine alone.',
    )
  if (env.MERCHANT_PAGE && env.MERCHANT_TOKEN === undefined)
    problems.push('MERCHANT_PAGE: the page needs MERCHANT_TOKEN, which opens its routes.')
  if (env.MIN_AMOUNT_SATANG > env.MAX_AMOUNT_SATANG)
    problems.push('MIN_AMOUNT_SATANG is above MAX_AMOUNT_SATANG.')
  if (env.ALLOWED_ORIGINS.some((one) => !URL.canParse(one) || new URL(one).origin !== one))
    problems.push(
      'ALLOWED_ORIGINS: expected origins such as https://shop.example, separated by commas, without a path.',
    )
  if (env.METRICS_PORT !== undefined && env.METRICS_PORT === env.PORT && env.PORT !== 0)
    problems.push('METRICS_PORT is the same as PORT: metrics need a port that buyers cannot reach.')
  if (env.OMISE_WEBHOOK_SECRET.some((secret) => !/^[A-Za-z0-9+/_-]+=*$/.test(secret)))
    problems.push(
      'OMISE_WEBHOOK_SECRET: expected the base64 text of the dashboard, or two of them separated by a comma.',
    )
  return problems
}

function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}
