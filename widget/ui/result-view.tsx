import type { ComponentChildren, JSX } from 'preact'
import type { Checkout } from '../checkout/model.ts'
import type { CheckoutState } from '../checkout/state.ts'
import type { Payment } from '../contract.ts'
import { formatBaht } from '../core/money.ts'
import { unreachable } from '../core/unreachable.ts'
import { failureText } from '../locales/failure-text.ts'
import { fill } from '../locales/fill.ts'
import type { Texts } from '../locales/texts.ts'
import { renewWords } from '../methods/waiting.ts'
import { Notice } from './notice.tsx'
import { OrderFacts } from './order-facts.tsx'
import { OtherWay } from './other-way.tsx'
import { formatTime } from './wording/time.ts'
import type { Words } from './wording/words.ts'

type ResultViewProps = {
  state: Extract<CheckoutState, { status: 'successful' | 'failed' | 'expired' }>
  checkout: Checkout
  words: Words
}

export function ResultView({ state, checkout, words }: ResultViewProps): JSX.Element {
  const { payment, status } = state
  const { texts, locale } = words

  switch (status) {
    case 'successful': {
      const paidAt = payment.paidAt && formatTime(payment.paidAt, locale)
      const refunded = payment.refundedAmount && formatBaht(payment.refundedAmount)
      return (
        <Notice tone="good" icon="check" {...texts.successful}>
          <Receipt payment={payment} words={words}>
            {paidAt && (
              <p class="tmn-note" part="note">
                {fill(texts.successful.paidAt, paidAt)}
              </p>
            )}
            {refunded && (
              <p class="tmn-note" part="note">
                {fill(texts.successful.refunded, refunded)}
              </p>
            )}
          </Receipt>
        </Notice>
      )
    }
    case 'failed':
      return (
        <Notice
          tone="bad"
          icon="cross"
          title={texts.failed.title}
          body={failureText(payment.failureCode, texts)}
        >
          <Receipt payment={payment} words={words} />
          <Retry state={state} label={texts.failed.retry} checkout={checkout} texts={texts} />
        </Notice>
      )
    case 'expired':
      return (
        <Notice tone="quiet" icon="clock" title={texts.expired.title} body={texts.expired.body}>
          <Receipt payment={payment} words={words} />
          <Retry state={state} label={texts.expired.retry} checkout={checkout} texts={texts} />
        </Notice>
      )
    default:
      return unreachable(status)
  }
}

type RetryProps = {
  state: ResultViewProps['state']
  label: string
  checkout: Checkout
  texts: Texts
}

function Retry({ state, label, checkout, texts }: RetryProps): JSX.Element {
  const renew = renewWords(state.draft, texts)
  return (
    <div class="tmn-actions">
      <button
        class="tmn-button tmn-primary"
        part="button primary"
        type="button"
        onClick={renew === undefined ? checkout.tryAgain : checkout.renew}
      >
        {renew ?? label}
      </button>
      <OtherWay checkout={checkout} texts={texts} />
    </div>
  )
}

type ReceiptProps = { payment: Payment; words: Words; children?: ComponentChildren }

function Receipt({ payment, words: { texts }, children }: ReceiptProps): JSX.Element {
  const { amount, orderId, reference = orderId } = payment
  return (
    <OrderFacts amount={amount} reference={reference} texts={texts}>
      {children}
    </OrderFacts>
  )
}
