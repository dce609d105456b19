import type { FieldChange } from '../checkout/ports.ts'
import type { Payment } from '../contract.ts'
import type { CheckoutError } from '../core/errors.ts'
import type { CheckoutOptions } from '../options/options.ts'

type Texts = 'publicKey' | 'serverUrl' | 'omiseUrl' | 'orderUrl' | 'locale'
type Kept =
  | 'order'
  | 'authorizeHosts'
  | 'methods'
  | 'serverMethods'
  | 'createSource'
  | 'createCharge'
  | 'beforeSubmit'
  | 'onEvent'
  | 'texts'

/** The attributes of `<truemoney-checkout>`, in HTML and in JSX. */
export type ElementAttributes = {
  'public-key'?: string | undefined
  'order-id'?: string | undefined
  'order-token'?: string | undefined
  /** In satang: ฿1,000 is 100000. */
  amount?: number | string | undefined
  /** An address of the merchant's server that makes the charge: `createCharge` as an attribute. */
  'charge-url'?: string | undefined
  'server-url'?: string | undefined
  'omise-url'?: string | undefined
  /** An address that shows this order in any browser. */
  'order-url'?: string | undefined
  /** Hosts with spaces between them. */
  'authorize-hosts'?: string | undefined
  /** Ways to pay with spaces between them, the first one shown first. */
  methods?: string | CheckoutOptions['methods']
  locale?: CheckoutOptions['locale']
  /** In a form: under which name the source is sent. */
  name?: string | undefined
}

/** What the element dispatches. They bubble, and cross its shadow root. */
export type ElementEvents = {
  'tmn:ready': CustomEvent<undefined>
  'tmn:change': CustomEvent<FieldChange>
  'tmn:source': CustomEvent<string>
  'tmn:redirect': CustomEvent<string>
  'tmn:result': CustomEvent<Payment>
  'tmn:error': CustomEvent<CheckoutError>
}

/**
 * `<truemoney-checkout>`. The first properties are its attributes under another
 * name (`null`: not there); those that no attribute can hold come before an
 * attribute that says the same.
 */
export interface TrueMoneyCheckoutElement
  extends HTMLElement,
    Record<Texts | 'orderId' | 'orderToken' | 'chargeUrl', string | null>,
    Pick<CheckoutOptions, Kept> {
  get amount(): string | null
  set amount(satang: number | string | null)

  /** As if the buyer pressed the button. */
  submit(): void
  /** Back to the form, where that is safe. */
  reset(): void

  name: string
  /** In a form, without an order and a charge of its own: the source's id, once there is one. */
  readonly value: string
  readonly form: HTMLFormElement | null
  readonly validity: ValidityState
  readonly validationMessage: string
  checkValidity(): boolean
  reportValidity(): boolean

  addEventListener<Type extends keyof ElementEvents>(
    type: Type,
    listener: (event: ElementEvents[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
}

/** In JSX, a listener is a prop: `<truemoney-checkout {...{ 'ontmn:result': thank }} />`. */
export type ElementListeners = {
  [Type in keyof ElementEvents as `on${Type}`]?: ((event: ElementEvents[Type]) => void) | undefined
}

/** What JSX may set: attributes, listeners, and (not in React 18) properties. */
export type ElementProps = ElementAttributes &
  ElementListeners &
  Pick<CheckoutOptions, Exclude<Kept, 'onEvent'>>
