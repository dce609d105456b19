/** @jsxImportSource react */
import { createRoot } from 'react-dom/client'
import { TrueMoneyCheckout, type TrueMoneyCheckoutProps } from 'truemoney-checkout/react'

/** The checkout as a React page has it. Answers how to take it away. */
export function showCheckout(stage: Element, props: TrueMoneyCheckoutProps): () => void {
  const root = createRoot(stage)
  root.render(<TrueMoneyCheckout {...props} />)
  return () => root.unmount()
}
