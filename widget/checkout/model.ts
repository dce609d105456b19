import { type ReadonlySignal, signal } from '@preact/signals'
import { CheckoutError } from '../errors.ts'
import { type FlowParts, pay } from './flow.ts'
import {
  type CheckoutEvent,
  type CheckoutState,
  form,
  transition,
  type VerifyReason,
  verifying,
} from './machine.ts'
import type { Listeners } from './ports.ts'
import { resume } from './resume.ts'
import { createWakeUps } from './wake-ups.ts'

/** What the checkout is about: an order with a known amount, a returned order, or nothing. */
export type Subject =
  | { kind: 'order'; orderId: string; token: string; amount: number; returned: boolean }
  | { kind: 'returned'; orderId: string; token: string }
  | { kind: 'missing' }

export type CheckoutParts = Pick<
  FlowParts,
  'authorizeOrigins' | 'omise' | 'merchant' | 'clock' | 'page'
> & {
  subject: Subject
  listeners: Listeners
}

/** One checkout: its state, and everything that a buyer or the page can do to it. */
export type Checkout = {
  state: ReadonlySignal<CheckoutState>
  type(phone: string): void
  submit(): void
  checkNow(): void
  /** On to TrueMoney with the payment that waits there. */
  continueAtTrueMoney(): void
  useAnotherNumber(): void
  tryAgain(): void
  reload(): void
  /** Asks the server first where the buyer may have been away. Call it once, before showing anything. */
  start(): void
  /** The page is visible, online or back: whatever waits asks again now. */
  wake(): void
  /** The page was frozen while the buyer was elsewhere, and is back as it was. */
  comeBack(): void
  dispose(): void
}

export function createCheckout(parts: CheckoutParts): Checkout {
  const { subject, page, listeners } = parts
  const state = signal<CheckoutState>(initialState(subject))
  const wakeUps = createWakeUps()
  let run = new AbortController()

  // The only writer.
  const dispatch = (event: CheckoutEvent): CheckoutState => {
    const before = state.value
    const after = transition(before, event)
    state.value = after
    // Only a result holds a payment.
    if ('payment' in after && !('payment' in before)) listeners.onResult(after.payment)
    return after
  }

  /** Ends what was under way and starts the next thing: never two at a time. */
  const begin = (steps: (flow: FlowParts, signal: AbortSignal) => Promise<void>) => {
    if (subject.kind === 'missing') return
    run.abort()
    run = new AbortController()
    const { signal } = run
    const unlessOver =
      <T>(act: (argument: T) => void) =>
      (argument: T) => {
        if (!signal.aborted) act(argument)
      }
    const flow: FlowParts = {
      ...parts,
      order: { orderId: subject.orderId, token: subject.token },
      wakeUps,
      dispatch: unlessOver(dispatch),
      report: unlessOver((error: CheckoutError) => listeners.onError(error)),
    }
    void steps(flow, signal)
  }

  const verify = (reason: VerifyReason) => {
    const before = state.value
    const after = dispatch({ type: 'verify', reason })
    if (after !== before) begin(resume)
  }

  const hasLeft = () => subject.kind !== 'missing' && page.hasLeft(subject.orderId)

  return {
    state,
    type: (phone) => void dispatch({ type: 'typed', phone }),
    submit: () => {
      if (state.value.status !== 'ready') return
      const after = dispatch({ type: 'submit' })
      if (after.status !== 'submitting') return
      const request = { phoneNumber: after.national, amountSatang: after.amount }
      begin((flow, signal) => pay(request, flow, signal))
    },
    checkNow: () => {
      dispatch({ type: 'checkNow' })
      wakeUps.ring()
    },
    continueAtTrueMoney: () => {
      const before = state.value
      const after = dispatch({ type: 'continue' })
      if (after === before || after.status !== 'redirecting' || subject.kind === 'missing') return
      run.abort()
      page.rememberLeaving(subject.orderId)
      page.leave(after.authorizeUri)
    },
    useAnotherNumber: () => {
      if (dispatch({ type: 'useAnotherNumber' }).status === 'ready') run.abort()
    },
    tryAgain: () => void dispatch({ type: 'tryAgain' }),
    reload: () => page.reload(),
    start: () => {
      if (subject.kind === 'missing') listeners.onError(noPayment())
      if (state.value.status === 'verifying') begin(resume)
      else if (hasLeft()) verify('back')
    },
    wake: () => wakeUps.ring(),
    comeBack: () => {
      wakeUps.ring()
      if (state.value.status !== 'ready' || hasLeft()) verify('back')
    },
    dispose: () => run.abort(),
  }
}

function noPayment(): CheckoutError {
  return new CheckoutError(
    'no_payment',
    'Expected an order in the options or in the page’s address (#tmn-order=…&tmn-token=…), got neither. ' +
      'Pass `order` where the buyer pays; on the return page, check that the address keeps its fragment.',
  )
}

function initialState(subject: Subject): CheckoutState {
  switch (subject.kind) {
    case 'missing':
      return { status: 'missing' }
    case 'returned':
      return verifying('', undefined, 'return')
    case 'order':
      return subject.returned ? verifying('', subject.amount, 'return') : form('', subject.amount)
  }
}
