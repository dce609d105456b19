import type { JSX } from 'preact'
import type { Checkout } from '../checkout/model.ts'
import type { Texts } from '../locales/texts.ts'

/** A button to the form of the next method; nothing where there is only one method. */
export function OtherWay({
  checkout,
  texts,
}: {
  checkout: Checkout
  texts: Texts
}): JSX.Element | null {
  const method = checkout.other()
  if (method === undefined) return null
  return (
    <button
      class="tmn-button tmn-plain"
      part="button plain"
      type="button"
      onClick={() => checkout.choose(method)}
    >
      {texts.otherWay[method]}
    </button>
  )
}
