/** `<truemoney-checkout>` for Preact's JSX: `import 'truemoney-checkout/element/preact'`. */
import '../element.ts'
import type * as Preact from 'preact'
import type { ElementProps, TrueMoneyCheckoutElement } from './element-types.ts'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'truemoney-checkout': Preact.DetailedHTMLProps<
        Preact.HTMLAttributes<TrueMoneyCheckoutElement>,
        TrueMoneyCheckoutElement
      > &
        ElementProps
    }
  }
}
