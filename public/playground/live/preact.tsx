import { render } from 'preact'
import { TrueMoneyCheckout } from 'truemoney-checkout'

/** The checkout as a Preact page has it. Answers how to take it away. */
export function showCheckout(
  stage: Element,
  props: Parameters<typeof TrueMoneyCheckout>[0],
): () => void {
  render(<TrueMoneyCheckout {...props} />, stage)
  return () => render(null, stage)
}
