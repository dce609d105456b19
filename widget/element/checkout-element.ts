import { toCheckoutError } from '../core/errors.ts'
import { speak } from '../locales/languages.ts'
import { pickLocale } from '../locales/locale.ts'
import type { CheckoutHandle } from '../mount/mount.tsx'
import { checkOptions, mountSettings } from '../mount/whole.tsx'
import { optionAttributes } from '../options/attributes.ts'
import type { GivenOptions } from '../options/options.ts'
import type { Settings } from '../options/read-options.ts'
import { handOver } from '../page/hand-over.ts'
import { dispatchPageEvent } from '../page/page-event.ts'
import { submitForm } from '../page/submit-form.ts'
import { wordsIn } from '../ui/wording/words.ts'
import { givenByAttributes, kept, reflected } from './attributes.ts'

/**
 * Returns the class of `<truemoney-checkout>`. A function, because a server that
 * imports this has no `HTMLElement` to extend.
 */
export function createElementClass(): CustomElementConstructor {
  return class TrueMoneyCheckoutElement extends HTMLElement {
    static readonly formAssociated = true
    static readonly observedAttributes = optionAttributes

    readonly #internals = this.attachInternals()
    readonly #place = document.createElement('div')
    readonly #kept = new Map<string, unknown>()
    #settings: Settings | undefined
    #handle: CheckoutHandle | undefined
    #source = ''
    #handed: ReturnType<typeof handOver> | undefined
    #isDue = false

    static {
      const { prototype } = TrueMoneyCheckoutElement
      for (const name of kept) {
        Object.defineProperty(prototype, name, {
          get(this: TrueMoneyCheckoutElement) {
            return this.#kept.get(name)
          },
          set(this: TrueMoneyCheckoutElement, value: unknown) {
            this.#kept.set(name, value ?? undefined)
            this.#settleLater()
          },
        })
      }
      for (const [name, attribute] of reflected) {
        Object.defineProperty(prototype, name, {
          get(this: TrueMoneyCheckoutElement) {
            return this.getAttribute(attribute)
          },
          set(this: TrueMoneyCheckoutElement, value: unknown) {
            if (value === undefined || value === null) this.removeAttribute(attribute)
            else this.setAttribute(attribute, String(value))
          },
        })
      }
    }

    constructor() {
      super()
      const root = this.attachShadow({ mode: 'open', delegatesFocus: true })
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(':host{display:block}:host([hidden]){display:none}')
      root.adoptedStyleSheets = [sheet]
      root.append(this.#place)
      // The page's language may have changed since the message was set.
      this.addEventListener('invalid', () => this.#checkForm())
    }

    get name(): string {
      return this.getAttribute('name') ?? ''
    }
    set name(name: string) {
      this.setAttribute('name', name)
    }
    get value(): string {
      return this.#source
    }
    get form(): HTMLFormElement | null {
      return this.#internals.form
    }
    get validity(): ValidityState {
      return this.#internals.validity
    }
    get validationMessage(): string {
      return this.#internals.validationMessage
    }
    checkValidity(): boolean {
      return this.#internals.checkValidity()
    }
    reportValidity(): boolean {
      return this.#internals.reportValidity()
    }

    submit(): void {
      this.#handle?.submit()
    }
    override focus(): void {
      this.#handle?.focus()
    }
    reset(): void {
      this.#setSource('')
      this.#handle?.reset()
    }

    connectedCallback(): void {
      // A framework may have set properties before this class was defined.
      for (const name of [...kept, ...reflected.keys()]) {
        const own = Object.getOwnPropertyDescriptor(this, name)
        if (own === undefined) continue
        Reflect.deleteProperty(this, name)
        Reflect.set(this, name, own.value)
      }
      this.#settleLater()
    }
    disconnectedCallback(): void {
      this.#settleLater()
    }
    attributeChangedCallback(): void {
      this.#settleLater()
    }
    formAssociatedCallback(): void {
      this.#settleLater()
    }
    formResetCallback(): void {
      this.reset()
    }
    formDisabledCallback(isDisabled: boolean): void {
      this.#place.inert = isDisabled
    }

    /** Applies changes once for all of them; an element that was only moved stays as it is. */
    #settleLater(): void {
      if (this.#isDue) return
      this.#isDue = true
      queueMicrotask(() => {
        this.#isDue = false
        this.#settle()
      })
    }

    #settle(): void {
      if (!this.isConnected) {
        this.#handed?.stop()
        this.#handle?.unmount()
        this.#handle = undefined
        return
      }
      try {
        this.#settings = checkOptions(this.#given())
        if (this.#handle) this.#handle.update(this.#settings)
        else
          this.#handle = mountSettings(this.#place, this.#settings, {
            takeSource: this.#takeSource,
          })
      } catch (thrown) {
        const error = toCheckoutError(thrown)
        dispatchPageEvent(this, 'error', error)
        reportError(error)
      }
      this.#checkForm()
    }

    /** Returns the options, properties before attributes. A removed one is `undefined`, so that an update undoes it. */
    #given(): GivenOptions {
      const properties = [...this.#kept].filter(([, value]) => value !== undefined)
      const given: GivenOptions = { ...givenByAttributes(this), ...Object.fromEntries(properties) }
      return given.order === undefined ? given : { ...given, amount: undefined }
    }

    /** In a form, and without a charge of its own, the element is a field: the source is its value. */
    #isField(): boolean {
      const { amount, createCharge } = this.#given()
      return this.form !== null && amount !== undefined && createCharge === undefined
    }

    readonly #takeSource = (source: string): void => {
      const { form } = this
      if (form === null) return
      this.#handed?.stop()
      this.#handed = handOver({
        put: () => {
          this.#setSource(source)
          return () => this.#setSource('')
        },
        submit: () => submitForm(form),
        makeReady: () => this.#handle?.reset(),
      })
    }

    #setSource(source: string): void {
      this.#source = source
      this.#internals.setFormValue(source === '' ? null : source)
      this.#checkForm()
    }

    #checkForm(): void {
      if (!this.#isField() || this.#source !== '') {
        this.#internals.setValidity({})
        return
      }
      const { lang } = this.closest<HTMLElement>('[lang]') ?? document.documentElement
      const locale = pickLocale([this.getAttribute('locale'), lang, ...navigator.languages])
      const { empty } = wordsIn(speak, locale, this.#settings?.texts).texts.fieldProblems
      const field = this.#place.querySelector('input') ?? this.#place
      this.#internals.setValidity({ valueMissing: true }, empty, field)
    }
  }
}
