import type { ComponentChildren, JSX } from 'preact'
import { formatBaht } from '../core/money.ts'
import { fill } from '../locales/fill.ts'
import type { Texts } from '../locales/texts.ts'

type OrderFactsProps = {
  /** In satang. */
  amount: number | undefined
  /** The shop's own number of the order, or ours. */
  reference: string | undefined
  texts: Texts
  children?: ComponentChildren
}

/** Amount and number of the order, for the buyer to compare, and to name in a call to the shop. */
export function OrderFacts({
  amount,
  reference,
  texts,
  children,
}: OrderFactsProps): JSX.Element | null {
  if (amount === undefined && reference === undefined) return null
  return (
    <div class="tmn-receipt" part="receipt">
      {amount !== undefined && (
        <p class="tmn-amount" part="amount">
          {formatBaht(amount)}
        </p>
      )}
      {children}
      {reference !== undefined && (
        <p class="tmn-note" part="note">
          {fill(texts.order, reference)}
        </p>
      )}
    </div>
  )
}
