import type { FunnelEvent } from '../checkout/funnel.ts'
import type { ServerOffer } from '../checkout/offer/offers.ts'
import type { BeforeSubmit, FieldChange } from '../checkout/ports.ts'
import type { Charge, Payment } from '../contract.ts'
import type { CheckoutError } from '../core/errors.ts'
import type { LocaleTag } from '../locales/locale.ts'
import type { TextOverrides } from '../locales/overrides.ts'
import type { MethodName, SourceFields } from '../methods/draft.ts'

/** An order as `orders.create` of the merchant's server returns it. */
export type CheckoutOrder = {
  orderId: string
  /** The order's only key. It stays between this page and the merchant's server. */
  token: string
  /** What the buyer is shown, in satang (฿1 = 100). The server compares it, and charges its own. */
  amount: number
  currency?: 'THB'
  /** Whether the server charges with live keys. Where it says so, a key of the other mode is refused. */
  livemode?: boolean | undefined
}

/**
 * Makes a source of type `method` and returns its id. `amount` is in satang, `phoneNumber` has ten
 * digits and is there for `truemoney` alone.
 */
export type CreateSource = (
  request: SourceFields & { amount: number },
  signal: AbortSignal,
) => Promise<string>

/** Has the merchant's server make the charge and returns where the buyer confirms it, or the code to scan: `{ qr }`. `amount` is what the buyer saw. */
export type CreateCharge = (
  request: { source: string; amount: number },
  signal: AbortSignal,
) => Promise<Charge>

/** What `mount` and `<TrueMoneyCheckout>` take. */
export type CheckoutOptions = {
  /** Omise's public key, `pkey_test_…` or `pkey_…`. Never the secret one. */
  publicKey: string
  /** Left out on the return page, whose address names the order. */
  order?: CheckoutOrder | undefined
  /**
   * In satang, instead of an order: for a server with a contract of its own.
   * Without `createCharge`, `onSource` gets the source's id and nothing is
   * charged from here. Without an order nothing can be asked about later.
   */
  amount?: number | undefined
  /** Makes the source. Default: `POST /sources` at Omise with the public key. */
  createSource?: CreateSource | undefined
  /**
   * Makes the charge: an address that gets `{ source, amount }` as JSON and
   * answers `{ authorizeUri }`, or a function. Default with an order:
   * `POST /api/orders/:orderId/charge` of `serverUrl`.
   */
  createCharge?: string | CreateCharge | undefined
  /** The page's own word before anything is sent: `false` stops it, `{ phoneNumber }` changes the number. */
  beforeSubmit?: BeforeSubmit | undefined
  /** Where the merchant's server is. Default: the page's origin. */
  serverUrl?: string | undefined
  /** Where Omise's API is. Default: `https://api.omise.co`. */
  omiseUrl?: string | undefined
  /**
   * Hosts that the buyer may be sent to, by https. For a simulator on the same
   * machine a whole origin, such as `http://localhost:4010`. Default: `['pay.omise.co']`.
   */
  authorizeHosts?: readonly string[] | undefined
  /**
   * Ways to pay, the first one shown first, others behind "Other way". Default: what `serverMethods`
   * names, TrueMoney's app before phone number and one-time password; without that, `['truemoney']`.
   */
  methods?: readonly MethodName[] | undefined
  /** What the server takes: `methods` of `GET /api/config`, as it is. Nothing else is offered then. */
  serverMethods?: readonly ServerOffer[] | undefined
  /**
   * Thai, English or Japanese, with any region: `th`, `ja-JP`. Default: the nearest `lang`
   * attribute, then the browser's languages, then English.
   */
  locale?: LocaleTag | undefined
  /**
   * Words of your own in place of ours, by language; what is left out stays. A place such as
   * `{amount}` is kept: `{ en: { form: { pay: 'Buy now for {amount}' } } }`.
   */
  texts?: TextOverrides | undefined
  /**
   * An address that shows this order in any browser, for buyers inside LINE, Facebook and the
   * like. Default: the page's own where it names the order's id and token; else none is offered.
   */
  orderUrl?: string | undefined
  /** Called once, when the buyer can type or sees where the payment stands. */
  onReady?: (() => void) | undefined
  /** Called when the field becomes right or wrong, or wrong in another way. */
  onChange?: ((change: FieldChange) => void) | undefined
  /** Called with a source's id when it was made, before anything is charged. */
  onSource?: ((source: string) => void) | undefined
  /** Called right before the buyer leaves for TrueMoney. */
  onRedirect?: ((authorizeUri: string) => void) | undefined
  /** Called once for each result that the buyer is shown: successful, failed or expired. */
  onResult?: ((payment: Payment) => void) | undefined
  /** Called with what went wrong, for the merchant's log. The buyer has been told already. */
  onError?: ((error: CheckoutError) => void) | undefined
  /** Called at each step of the buyer's way, without personal data, for statistics. */
  onEvent?: ((event: FunnelEvent) => void) | undefined
}
