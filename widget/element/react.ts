/** `<truemoney-checkout>` for React's JSX, 18 and 19: `import 'truemoney-checkout/element/react'`. */
import '../element.ts'
import type * as React from 'react'
import type { ElementProps, TrueMoneyCheckoutElement } from './element-types.ts'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'truemoney-checkout': React.DetailedHTMLProps<
        React.HTMLAttributes<TrueMoneyCheckoutElement>,
        TrueMoneyCheckoutElement
      > &
        ElementProps
    }
  }
}
