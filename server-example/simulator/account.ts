import { type ApiVersion, apiVersions, isApiVersion } from './http/versions.ts'
import { defaultMethods } from './methods/methods.ts'
import { type QrFormat, qrFormats } from './qr/scannable-code.ts'

/** Well-formed test keys that open nothing but a simulator. */
export const defaultPublicKey = 'pkey_test_simulatorpublickey1'
export const defaultSecretKey = 'skey_test_simulatorsecretkey1'

/** The oldest version with TrueMoney, and the one the TrueMoney page's examples are written in: they
 * send no `Omise-Version`, so the account's default decides what they get back. */
export const defaultApiVersion: ApiVersion = '2017-11-02'

/** The merchant account the simulator plays. */
export type Account = {
  publicKey: string
  secretKey: string
  /** Used when a request names none, and for every event and webhook. The control API changes it, and the
   * two that say so below, as a merchant's dashboard or Omise would. */
  apiVersion: ApiVersion
  /** Where the simulator is reached; `authorize_uri` begins with it. */
  url: string
  webhookUrl: string | null
  /** Base64; the current one first, then the one being replaced. */
  webhookSecrets: readonly string[]
  limits: Limits
  /** Two letters, as `/account` and `/capability` show it. */
  country: string
  /** What `/capability` lists. Those of TrueMoney among them can be paid with. May change. */
  paymentMethods: readonly string[]
  /** What the QR code of a charge is drawn as: SVG is the newer one of those recorded. */
  qrFormat: QrFormat
  /** Whether `POST /charges/:id/expire` works for a charge with a QR code: third parties disagree.
   * May change. */
  qrExpiry: QrExpiry
}

export const qrExpiries = ['accept', 'refuse'] as const
export type QrExpiry = (typeof qrExpiries)[number]

export type Limits = {
  /** For the whole account, as `/capability` shows it. */
  chargeAmount: { min: number; max: number }
  /** For TrueMoney Wallet. The published table could not be read: these are our choice. */
  truemoneyAmount: { min: number; max: number }
  /** For `truemoney_jumpapp` and `truemoney_qr`: from a third party that quotes the documents, while a
   * recorded account shows ฿20 as the least. So less than `min` is only warned of. */
  appAmount: { min: number; max: number }
}

export type AccountOptions = {
  publicKey?: string | undefined
  secretKey?: string | undefined
  apiVersion?: string | undefined
  url?: string | undefined
  webhookUrl?: string | undefined
  webhookSecret?: string | undefined
  previousWebhookSecret?: string | undefined
  limits?: Partial<Limits> | undefined
  country?: string | undefined
  paymentMethods?: readonly string[] | undefined
  qrFormat?: string | undefined
  qrExpiry?: string | undefined
}

const defaultLimits: Limits = {
  chargeAmount: { min: 2000, max: 500_000_000_000 },
  truemoneyAmount: { min: 2000, max: 5_000_000 },
  appAmount: { min: 10_000, max: 5_000_000 },
}

/** Checks the options and fills in the defaults. Throws a `TypeError` in plain words, without the keys. */
export function openAccount(options: AccountOptions = {}): Account {
  return {
    publicKey: testKey('public key', 'pkey_test_', options.publicKey ?? defaultPublicKey),
    secretKey: testKey('secret key', 'skey_test_', options.secretKey ?? defaultSecretKey),
    apiVersion: knownVersion(options.apiVersion ?? defaultApiVersion),
    url: httpUrl('url', options.url ?? 'http://localhost:4010'),
    webhookUrl:
      options.webhookUrl === undefined ? null : httpUrl('webhook URL', options.webhookUrl),
    webhookSecrets: [options.webhookSecret, options.previousWebhookSecret]
      .filter((secret) => secret !== undefined)
      .map(base64Secret),
    limits: { ...defaultLimits, ...options.limits },
    country: countryCode(options.country ?? 'TH'),
    paymentMethods: (options.paymentMethods ?? defaultMethods).map(methodName),
    qrFormat: oneOf('QR format', qrFormats, options.qrFormat ?? 'svg'),
    qrExpiry: oneOf('QR expiry', qrExpiries, options.qrExpiry ?? 'accept'),
  }
}

function testKey(name: string, prefix: string, key: string): string {
  if (new RegExp(`^${prefix}[0-9a-z]+$`).test(key)) return key
  throw new TypeError(
    `Expected the ${name} to be ${prefix} followed by letters and digits; the simulator takes test keys only, so give it a made-up one.`,
  )
}

function knownVersion(version: string): ApiVersion {
  if (isApiVersion(version)) return version
  throw new TypeError(
    `Expected the API version to be ${apiVersions.join(' or ')}, got ${JSON.stringify(version)}.`,
  )
}

function countryCode(country: string): string {
  if (/^[A-Z]{2}$/.test(country)) return country
  throw new TypeError(
    `Expected the country to be two capital letters such as TH, got ${JSON.stringify(country)}.`,
  )
}

function methodName(name: string): string {
  if (/^[a-z0-9_]+$/.test(name)) return name
  throw new TypeError(
    `Expected payment methods such as truemoney or truemoney_jumpapp, got ${JSON.stringify(name)}.`,
  )
}

function oneOf<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  text: string,
): Choice {
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw new TypeError(
    `Expected the ${name} to be ${choices.join(' or ')}, got ${JSON.stringify(text)}.`,
  )
}

function httpUrl(name: string, text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text.replace(/\/$/, '')
  throw new TypeError(
    `Expected the ${name} to be an http or https address, got ${JSON.stringify(text)}.`,
  )
}

function base64Secret(secret: string): string {
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(secret) && secret.length % 4 === 0) return secret
  throw new TypeError('Expected the webhook secret to be base64, as the dashboard shows it.')
}
