import type { OrderKey, Payment } from '../contract.ts'
import { CheckoutError, type CheckoutErrorCode, toCheckoutError } from '../core/errors.ts'
import { checkAuthorizeUri } from './authorize/authorize-uri.ts'
import { readQrCode } from './authorize/qr-code.ts'
import { scopeWithin } from './clock.ts'
import type { FlowParts } from './flow-parts.ts'

/** When the server is polled, in milliseconds from the start, while the buyer sees a spinner. */
const eagerAsksAtMs = [500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 7000, 8000]
/** How long "verifying" may last, before the buyer is shown more and can act. */
const patienceMs = 8000
/** After that: the polling interval, and how long it is kept without a sign of the buyer. */
const patientAskEveryMs = 5000
const patientForMs = 10 * 60_000

/** Polling needs an order. */
type AskingParts = FlowParts & { order: OrderKey }

/**
 * Polls the server until the payment is final, or the signal aborts. After eight
 * seconds it polls less often: while the page is visible, for ten minutes, and
 * at every wake-up, which starts the ten minutes again.
 */
export async function resume(parts: FlowParts, outer: AbortSignal): Promise<void> {
  const { clock, dispatch, order } = parts
  if (!order) return
  const startedAt = clock.now()
  const asking = { ...parts, order, report: onceEach(parts.report) }
  const { signal, end } = scopeWithin(outer)

  // Beside the requests and not after them: one of them may hang.
  void clock.wait(patienceMs, signal).then(() => {
    if (!signal.aborted) dispatch({ type: 'waited' })
  })

  let askedAt = startedAt
  let seenAt = startedAt
  while (!signal.aborted && (await ask(asking, signal))) {
    const isWoken = await pause({ startedAt, seenAt }, asking, signal)
    const now = clock.now()
    dispatch({ type: 'waiting', ms: now - askedAt })
    askedAt = now
    if (isWoken) seenAt = now
  }
  end()
}

/** Reads the payment. Throws where it is another order's, and leaves out addresses that are not allowed. */
export async function readPayment(parts: AskingParts, signal: AbortSignal): Promise<Payment> {
  const { order, merchant, authorizeOrigins, serverUrl } = parts
  const payment = await merchant.getPayment(order, signal)
  if (payment.orderId !== order.orderId) {
    throw new CheckoutError(
      'unexpected_answer',
      "Expected this order's payment, got another order's. It is ignored.",
    )
  }
  const { authorizeUri, qr, ...rest } = payment
  const read = <T>(check: () => T): T | undefined => {
    try {
      return check()
    } catch (thrown) {
      reported(thrown, parts)
      return undefined
    }
  }
  const address = authorizeUri && read(() => checkAuthorizeUri(authorizeOrigins, authorizeUri))
  const code = qr && read(() => readQrCode(qr, serverUrl))
  return { ...rest, ...(address && { authorizeUri: address }), ...(code && { qr: code }) }
}

/** Asks once; returns whether to ask again. */
async function ask(parts: AskingParts, signal: AbortSignal): Promise<boolean> {
  try {
    const payment = await readPayment(parts, signal)
    if (signal.aborted) return false
    parts.dispatch({ type: 'payment', payment, draft: parts.methods.draftOf(payment.method) })
    return payment.status === 'pending'
  } catch (thrown) {
    if (signal.aborted) return false
    const { code } = reported(thrown, parts)
    parts.dispatch({ type: 'askFailed', code })
    return code !== 'order_unknown'
  }
}

/** Waits until the next request is due; returns whether a sign of the buyer ended the wait. */
async function pause(
  { startedAt, seenAt }: { startedAt: number; seenAt: number },
  { clock, page, wakeUps, dispatch }: FlowParts,
  outer: AbortSignal,
): Promise<boolean> {
  const { signal, end } = scopeWithin(outer)
  const elapsedMs = clock.now() - startedAt
  const isPatient = clock.now() - seenAt < patientForMs
  const waits = [wakeUps.next(signal).then(() => true)]

  const eagerAskAtMs = eagerAsksAtMs.find((at) => at > elapsedMs)
  if (eagerAskAtMs !== undefined) {
    waits.push(clock.wait(eagerAskAtMs - elapsedMs, signal).then(() => false))
  } else if (!isPatient) {
    dispatch({ type: 'paused' })
  } else if (page.isVisible()) {
    waits.push(clock.wait(patientAskEveryMs, signal).then(() => false))
  }

  const isWoken = await Promise.race(waits)
  end()
  return isWoken
}

function reported(thrown: unknown, { report }: FlowParts): CheckoutError {
  const error = toCheckoutError(thrown)
  report(error)
  return error
}

/** Reports each kind of error once: a server that is down fails every request. */
function onceEach(report: (error: CheckoutError) => void): (error: CheckoutError) => void {
  const seen = new Set<CheckoutErrorCode>()
  return (error) => {
    if (seen.has(error.code)) return
    seen.add(error.code)
    report(error)
  }
}
