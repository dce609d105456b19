import type { BeforeSubmit, Listeners } from '../checkout/ports.ts'
import type { TextOverrides } from '../locales/overrides.ts'
import {
  address,
  baseUrl,
  functionOf,
  functionOrAddress,
  hosts,
  type Kind,
  locale,
  methods,
  offers,
  publicKey,
  satang,
  texts,
} from './kinds.ts'
import { order } from './order.ts'
import type { CreateCharge, CreateSource } from './page-functions.ts'

const listener = <Name extends keyof Listeners>() => functionOf<Listeners[Name]>()

/**
 * Every option: its kind, its attributes, its default, and what to do about a
 * wrong value. Editors show the comment above it, and the manual prints it
 * (`node e2e/docs/reference/write.ts`).
 */
export const optionTable = {
  /** Omise's public key, `pkey_test_…` or `pkey_…`. Required. A secret key stops everything. */
  publicKey: {
    kind: publicKey,
    isRequired: true,
    attributes: ['public-key'],
    advice: 'copy it from Omise’s dashboard',
  },
  /**
   * `{ orderId, token, amount }`, as `orders.create` returned it. Left out on the return page,
   * whose address names the order.
   */
  order: {
    kind: order,
    attributes: ['order-id', 'order-token', 'amount'],
    advice: 'pass what orders.create returned',
  },
  /**
   * In satang, instead of an order, for a server with a contract of its own. Without
   * `createCharge`, `onSource` gets the source's id and nothing is charged from here.
   */
  amount: { kind: satang, attributes: ['amount'], advice: 'write ฿1,000.00 as 100000' },
  /** Where the merchant's server is. Default: the page's own origin. */
  serverUrl: {
    kind: baseUrl('https://shop.example'),
    attributes: ['server-url'],
    fallback: '',
    advice: 'leave it out if the page’s own server is meant',
  },
  /** Where Omise's API is. Default: `https://api.omise.co`. */
  omiseUrl: {
    kind: baseUrl('https://api.omise.co'),
    attributes: ['omise-url'],
    fallback: 'https://api.omise.co',
    advice: 'leave it out unless a simulator is meant',
  },
  /**
   * Hosts that the buyer may be sent to, by https only. A simulator on the same machine is a whole
   * origin, such as `http://localhost:4010`; an app's own scheme is allowed by its name, such as
   * `truemoney://`. Default: `pay.omise.co`.
   */
  authorizeHosts: {
    kind: hosts,
    attributes: ['authorize-hosts'],
    fallback: ['pay.omise.co'],
    advice: 'leave it out for pay.omise.co',
  },
  /**
   * Ways to pay, the first one shown first, the others behind "Other way": `truemoney_jumpapp`
   * (TrueMoney's app), `truemoney` (phone number and one-time password), `truemoney_qr` (a QR code
   * on the page; offered only where it is named, or where the account has nothing else). Default:
   * what `serverMethods` names, the app first; without it, `truemoney` alone.
   */
  methods: { kind: methods, attributes: ['methods'] },
  /**
   * What the server takes, with limits of the amount: `methods` of `GET /api/config` as it is.
   * Nothing else is offered then.
   */
  serverMethods: { kind: offers },
  /**
   * Thai, English or Japanese, with any region: `th`, `en-GB`, `ja-JP`. Default: the nearest
   * `lang` attribute, then the browser's languages, then English.
   */
  locale: { kind: locale, attributes: ['locale'], advice: 'leave it out to follow the page' },
  /**
   * Words of the shop's own in place of ours, by language: `{ en: { form: { pay: 'Buy now for
   * {amount}' } } }`. A place such as `{amount}` is kept. Default: ours.
   */
  texts: { kind: texts<TextOverrides>() },
  /**
   * An address that shows this order in any browser, for buyers inside LINE, Facebook and the
   * like. Default: the page's own where it names the order's id and token; else none is offered.
   */
  orderUrl: {
    kind: address,
    attributes: ['order-url'],
    advice: 'leave it out if only this browser knows the order',
  },
  /**
   * Makes the charge: an address that gets `{ source, amount }` as JSON and returns `{
   * authorizeUri }`, or a function. Default with an order: `POST /api/orders/:orderId/charge` of
   * `serverUrl`.
   */
  createCharge: {
    kind: functionOrAddress<CreateCharge>(),
    attributes: ['charge-url'],
    advice: 'leave it out to use serverUrl',
  },
  /** A function that makes the source. Default: `POST /sources` at Omise with the public key. */
  createSource: { kind: functionOf<CreateSource>() },
  /**
   * Called before anything is sent, with `{ method, phoneNumber, amount }`: `false` stops the
   * payment, `{ phoneNumber }` changes the number. May be async.
   */
  beforeSubmit: { kind: functionOf<BeforeSubmit>() },
  /** Called once, when the buyer can type or sees where the payment stands. */
  onReady: { kind: listener<'onReady'>(), event: 'ready' },
  /**
   * Called with `{ isValid, problem }` when the field becomes right or wrong, or wrong in another
   * way. The number is not in it.
   */
  onChange: { kind: listener<'onChange'>(), event: 'change' },
  /** Called with a source's id when it was made, before anything is charged. */
  onSource: { kind: listener<'onSource'>(), event: 'source' },
  /** Called with `authorizeUri` right before the buyer leaves for TrueMoney. */
  onRedirect: { kind: listener<'onRedirect'>(), event: 'redirect' },
  /**
   * Called once with each payment whose result the buyer is shown: successful, failed or expired.
   */
  onResult: { kind: listener<'onResult'>(), event: 'result' },
  /** Called with a `CheckoutError`, for the merchant's log. The buyer has been informed already. */
  onError: { kind: listener<'onError'>(), event: 'error' },
  /**
   * Called at each step of the buyer's way with `{ name, status, sinceMs, … }`, without personal
   * data, for statistics.
   */
  onEvent: { kind: listener<'onEvent'>() },
} as const satisfies Readonly<Record<string, OptionRow>>

/** One entry of the table. */
export type OptionRow = {
  kind: Kind<unknown>
  /** Names of attributes, without `data-tmn-`. */
  attributes?: readonly string[]
  /** The element dispatches `tmn:` and this, with what the function gets as `detail`. */
  event?: string
  /** Taken where the option is left out. */
  fallback?: unknown
  isRequired?: boolean
  /** What to do about a wrong value, for a message. Default: to leave it out. */
  advice?: string
}

export type OptionTable = typeof optionTable
export type OptionName = keyof OptionTable
export type OptionValue<Name extends OptionName> = NonNullable<OptionTable[Name]['kind']['value']>

/** What `mount` and `<TrueMoneyCheckout>` take. */
export type CheckoutOptions = {
  -readonly [Name in keyof OptionTable]?: OptionValue<Name> | undefined
} & { publicKey: string }

/** Options that are not checked yet, of any type. */
export type GivenOptions = { readonly [Name in OptionName]?: unknown }

/** The table as a list, for code that treats all options alike. */
export const optionRows: readonly (readonly [string, OptionRow])[] = Object.entries(optionTable)
