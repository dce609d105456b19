/** The server's configuration: read from the environment, checked whole, never printed. */
import * as z from 'zod/mini'
import type { PaymentMethod } from '../../widget/contract.ts'
import type { WebhookVerification } from '../http/webhooks.ts'
import { type PerAddress, standardPerNumber } from '../limits/limit-rules.ts'
import { contradictions, isTestKey, misplacedKeys } from './checks.ts'
import { type Environment, environment } from './environment.ts'
import { type Misspelling, misspeltNames } from './misspelt.ts'

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

function sayIssue({ path, message }: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = path.join('.')
  return name in given ? `${name}: ${message}.` : `${name} is missing. ${message}.`
}
