import type { CheckoutOptions, OptionName, OptionTable, OptionValue } from '../options/options.ts'

/** Each option by itself: a union of options would have to extend as a whole. */
type AttributesOf<Name extends OptionName> = {
  [Each in Name]: OptionTable[Each] extends {
    attributes: readonly (infer Attribute extends string)[]
  }
    ? Attribute
    : never
}[Name]

/** An attribute's text, or the option's own value where both have one name. */
type AttributeValue<Attribute> = Attribute extends OptionName
  ? CheckoutOptions[Attribute] | TextFor<OptionValue<Attribute>>
  : string

/** Any text, unless the option itself is one of certain texts. */
type TextFor<Value> = Value extends string ? never : string

/** The attributes of `<truemoney-checkout>`, in HTML and in JSX. */
export type ElementAttributes = {
  [Attribute in AttributesOf<OptionName>]?: AttributeValue<Attribute> | undefined
} & {
  /** In a form: the name under which the source is sent. */
  name?: string | undefined
}

/** The element's events. They bubble, and leave its shadow root. */
export type ElementEvents = {
  [Name in OptionName as OptionTable[Name] extends { event: infer Event extends string }
    ? `tmn:${Event}`
    : never]: CustomEvent<Detail<OptionValue<Name>>>
}
type Detail<Listener> = Listener extends () => void
  ? undefined
  : Listener extends (detail: infer D) => void
    ? D
    : never

type CamelCase<Text extends string> = Text extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Text

/** Properties that reflect an attribute: those of texts, not of lists. */
type Reflected = {
  [Name in OptionName]: OptionValue<Name> extends readonly unknown[]
    ? never
    : CamelCase<AttributesOf<Name>>
}[OptionName]

/** Options that are properties only. Listeners are events here. */
type Kept = {
  [Name in OptionName]: Name extends Reflected
    ? never
    : OptionTable[Name] extends { event: string }
      ? never
      : Name
}[OptionName]

/**
 * `<truemoney-checkout>`. Some properties reflect attributes (`null`: missing).
 * The others hold values that no attribute can, and take precedence over an
 * attribute for the same option.
 */
export interface TrueMoneyCheckoutElement
  extends HTMLElement,
    Record<Exclude<Reflected, 'amount'>, string | null>,
    Pick<CheckoutOptions, Kept> {
  get amount(): string | null
  set amount(satang: number | string | null)

  /** Presses the button for the buyer. */
  submit(): void
  /** Shows an empty form again, where that is safe. */
  reset(): void

  name: string
  /** In a form, without an order or a charge of its own: the source's id, once it is made; else empty. */
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
