import { createElementClass } from './element/checkout-element.ts'
import type { TrueMoneyCheckoutElement } from './element/element-types.ts'

export type {
  ElementAttributes,
  ElementEvents,
  TrueMoneyCheckoutElement,
} from './element/element-types.ts'

declare global {
  interface HTMLElementTagNameMap {
    'truemoney-checkout': TrueMoneyCheckoutElement
  }
}

const tag = 'truemoney-checkout'

// The module's one effect, and what it is imported for. A second copy leaves the first alone.
if (typeof customElements !== 'undefined' && !customElements.get(tag)) {
  customElements.define(tag, createElementClass())
}
