import { type ReadonlySignal, signal } from '@preact/signals'
import type { CheckoutError } from '../core/errors.ts'
import { type Draft, defaultMethod, type MethodName } from '../methods/draft.ts'
import { leave, pay } from './flow.ts'
import type { FlowParts } from './flow-parts.ts'
import { funnelEvent } from './funnel.ts'
import { transition } from './machine.ts'
import { firstMethod, type Offer, offersFor, otherMethod } from './offer/offers.ts'
import type { FieldChange, Listeners } from './ports.ts'
import { resume } from './resume.ts'
import type { CheckoutEvent, CheckoutState, VerifyReason } from './state.ts'
import { initialState, noMethod, noPayment, orderKeyOf, type Subject } from './subject.ts'
import { createWakeUps } from './wake-ups.ts'

export type CheckoutParts = Pick<
  FlowParts,
  | 'methods'
  | 'serverUrl'
  | 'authorizeOrigins'
  | 'omise'
  | 'merchant'
  | 'isChargedHere'
  | 'clock'
  | 'page'
  | 'beforeSubmit'
> & {
  subject: Subject
  /** What the buyer has typed already, if anything. */
  draft: Draft | undefined
  /** What may be paid with, in the order in which it is offered. */
  offers: readonly Offer[]
  /** Loads the clients, where that is still to be done. */
  prepare(): void
  listeners: Listeners
}

/** One checkout: its state, and every action of the buyer and the page. */
export type Checkout = {
  state: ReadonlySignal<CheckoutState>
  /** The buyer is about to type. */
  prepare(): void
  type(draft: Draft): void
  submit(): void
  checkNow(): void
  /** Goes to TrueMoney with the payment that waits there. */
  continueAtTrueMoney(): void
  useAnotherNumber(): void
  /** Shows the form of another method. */
  choose(method: MethodName): void
  /** Returns the method that "other way" leads to, where there is one for this amount. */
  other(): MethodName | undefined
  tryAgain(): void
  /** Makes a new charge at once, where the method asks the buyer for nothing. */
  renew(): void
  /** Shows an empty form again, except where a payment may be under way or is made. */
  reset(): void
  /** Sets the amount that the page shows, in satang. A payment under way keeps the amount that it was started with. */
  setAmount(amount: number): void
  reload(): void
  /** Polls the server first where the buyer may have been away. Called once, before anything is shown. */
  start(): void
  /** Ends pauses: the page is visible, online or back. */
  wake(): void
  /** The page was restored from the browser's cache. */
  comeBack(): void
  dispose(): void
}

export function createCheckout(parts: CheckoutParts): Checkout {
  const { subject, methods, offers, page, clock, listeners } = parts
  const draft = parts.draft ?? firstDraft('amount' in subject ? subject.amount : undefined)
  const state = signal<CheckoutState>(initialState(subject, draft, offers))
  const order = orderKeyOf(subject)
  const wakeUps = createWakeUps()
  const startedAt = clock.now()
  let run = new AbortController()
  let field: FieldChange = fieldOf(methods.empty(draft.method))
  let amount = 'amount' in subject ? subject.amount : undefined

  /** Returns an empty draft of the first method that takes the amount; of the first method where none does. */
  function firstDraft(of: number | undefined): Draft {
    return methods.empty(firstMethod(of, offers) ?? defaultMethod)
  }

  /** Returns the draft for another amount: the buyer's own where its method takes it, else an empty one of a method that does. */
  function draftFor(of: number, own: Draft): Draft | undefined {
    const fitting = offersFor(of, offers)
    if (fitting.length === 0) return undefined
    return fitting.some(({ method }) => method === own.method) ? own : firstDraft(of)
  }

  const emptyNow = () => {
    const { value } = state
    return 'draft' in value ? methods.empty(value.draft.method) : firstDraft(amount)
  }

  function fieldOf(of: Draft): FieldChange {
    const read = methods.read(of)
    return { isValid: read.ok, problem: read.ok ? undefined : read.problem }
  }

  // The only writer.
  const dispatch = (event: CheckoutEvent): CheckoutState => {
    const before = state.value
    const after = transition(before, event)
    state.value = after
    return report(event, before, after)
  }

  const report = (event: CheckoutEvent, before: CheckoutState, after: CheckoutState) => {
    // Only a result holds a payment.
    if ('payment' in after && !('payment' in before)) listeners.onResult(after.payment)
    const step = funnelEvent(event, before, after, clock.now() - startedAt, methods.isEmpty)
    if (step) listeners.onEvent(step)
    if (after.status !== 'ready') return after

    const typed = fieldOf(after.draft)
    if (typed.problem !== field.problem) listeners.onChange(typed)
    field = typed
    if (amount === undefined || amount === after.amount) return after
    return dispatch({ type: 'amountChanged', amount, draft: draftFor(amount, after.draft) })
  }

  /** Ends what is under way and starts the next step: there are never two at a time. */
  const begin = (steps: (flow: FlowParts, signal: AbortSignal) => Promise<void>) => {
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
      order,
      wakeUps,
      dispatch: unlessOver(dispatch),
      report: unlessOver((error: CheckoutError) => listeners.onError(error)),
      onSource: unlessOver(listeners.onSource),
      onRedirect: unlessOver(listeners.onRedirect),
    }
    void steps(flow, signal)
  }

  const verify = (reason: VerifyReason) => {
    const before = state.value
    const after = dispatch({ type: 'verify', reason })
    if (after !== before) begin(resume)
  }

  const submit = () => {
    if (state.value.status !== 'ready') return
    const read = methods.read(state.value.draft)
    const after = dispatch({ type: 'submit', read })
    if (after.status !== 'submitting' || !read.ok) return
    const request = { draft: after.draft, fields: read.fields, amountSatang: after.amount }
    begin((flow, signal) => pay(request, flow, signal))
  }

  const hasLeft = () => order !== undefined && page.hasLeft(order.orderId)

  return {
    state,
    prepare: parts.prepare,
    type: (typed) => void dispatch({ type: 'typed', draft: typed }),
    submit,
    checkNow: () => {
      dispatch({ type: 'checkNow' })
      wakeUps.ring()
    },
    continueAtTrueMoney: () => {
      const before = state.value
      const after = dispatch({ type: 'continue' })
      if (after === before || after.status !== 'redirecting' || !order) return
      page.rememberLeaving(order.orderId)
      begin((flow, signal) => leave(after, flow, signal))
    },
    useAnotherNumber: () => {
      if (dispatch({ type: 'useAnotherNumber', draft: emptyNow() }).status === 'ready') run.abort()
    },
    choose: (method) => {
      const before = state.value
      if (dispatch({ type: 'choose', draft: methods.empty(method) }) !== before) run.abort()
    },
    other: () => {
      const { value } = state
      if (!('draft' in value)) return undefined
      const of = 'payment' in value ? value.payment.amount : value.amount
      return otherMethod(value.draft.method, of === undefined ? offers : offersFor(of, offers))
    },
    renew: () => {
      const before = state.value
      if (!('draft' in before)) return
      const draft = methods.empty(before.draft.method)
      if (dispatch({ type: 'choose', draft }).status !== 'ready') return
      run.abort()
      submit()
    },
    tryAgain: () => void dispatch({ type: 'tryAgain' }),
    reset: () => void dispatch({ type: 'reset', draft: emptyNow() }),
    setAmount: (shown) => {
      amount = shown
      const { value } = state
      if (value.status !== 'ready') return
      dispatch({ type: 'amountChanged', amount: shown, draft: draftFor(shown, value.draft) })
    },
    reload: () => page.reload(),
    start: () => {
      if (subject.kind === 'missing') listeners.onError(noPayment())
      if (state.value.status === 'stopped') listeners.onError(noMethod())
      if (state.value.status === 'verifying') begin(resume)
      else if (hasLeft()) verify('back')
      listeners.onReady()
      const { status } = state.value
      listeners.onEvent({ name: 'ready', status, sinceMs: clock.now() - startedAt })
      if (!methods.isEmpty(draft))
        report({ type: 'typed', draft }, initialState(subject, emptyNow(), offers), state.value)
    },
    wake: () => wakeUps.ring(),
    comeBack: () => {
      wakeUps.ring()
      if (order === undefined) dispatch({ type: 'cameBack' })
      else if (state.value.status !== 'ready' || hasLeft()) verify('back')
    },
    dispose: () => run.abort(),
  }
}
