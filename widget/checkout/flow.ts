import { type CheckoutErrorCode, toCheckoutError } from '../core/errors.ts'
import type { Draft, SourceFields } from '../methods/draft.ts'
import { checkAuthorizeUri } from './authorize/authorize-uri.ts'
import { readQrCode } from './authorize/qr-code.ts'
import { callPage } from './call-page.ts'
import type { FlowParts } from './flow-parts.ts'
import type { SourceRequest } from './ports.ts'
import { readPayment, resume } from './resume.ts'

/** A draft that the buyer has sent, and what a source needs of it. */
export type PayRequest = SourceRequest & { draft: Draft }

/**
 * Takes a draft to TrueMoney: makes the source and the charge, checks the
 * address, and leaves. Each POST is sent once. Where the charge's outcome is not
 * known, the server is asked, because a second POST might charge twice.
 */
export async function pay(
  request: PayRequest,
  parts: FlowParts,
  signal: AbortSignal,
): Promise<void> {
  const { order, omise, merchant, methods, page, dispatch } = parts
  const { amountSatang, draft } = request
  let chargeAsked = false

  try {
    const fields = await askPage(request, parts)
    if (signal.aborted || fields === undefined) return

    const source = await omise.createSource({ fields, amountSatang }, signal)
    if (signal.aborted) return
    if (!parts.isChargedHere) dispatch({ type: 'handedOver' })
    parts.onSource(source)
    if (!parts.isChargedHere) return

    // From here on there may be a charge: this tab asks the server before it shows the form again.
    if (order) page.rememberLeaving(order.orderId)
    chargeAsked = true
    const charge = await merchant.createCharge(order, { source, amountSatang }, signal)
    if (signal.aborted) return

    if ('qr' in charge) {
      dispatch({ type: 'codeShown', qr: readQrCode(charge.qr, parts.serverUrl) })
      return await resume(parts, signal)
    }
    const { authorizeUri } = charge
    checkAuthorizeUri(parts.authorizeOrigins, authorizeUri)
    dispatch({ type: 'charged', authorizeUri })
    return await leave({ authorizeUri, draft }, parts, signal)
  } catch (thrown) {
    if (signal.aborted) return
    const error = toCheckoutError(thrown)
    parts.report(error)

    if (chargeAsked && (await chargeMayExist(error.code, parts, signal))) {
      if (!order) return dispatch({ type: 'refused', code: 'outcome_unknown' })
      dispatch({ type: 'verify', reason: 'charge' })
      return resume(parts, signal)
    }
    dispatch({ type: 'refused', code: error.code, problem: methods.problemOf(draft, error.code) })
  }
}

/** How long an app may take to open, in milliseconds, before the buyer is shown other ways to continue. */
const appOpensWithinMs = 2000

/**
 * Sends the buyer to TrueMoney. Where the page may stay open, as beside an app,
 * it soon polls the payment, and offers to open TrueMoney again.
 */
export async function leave(
  { authorizeUri, draft }: { authorizeUri: string; draft: Draft },
  parts: FlowParts,
  signal: AbortSignal,
): Promise<void> {
  const { order, methods, page, clock, dispatch } = parts
  parts.onRedirect(authorizeUri)
  page.leave(authorizeUri)
  if (!order || !methods.mayStay(draft)) return
  await clock.wait(appOpensWithinMs, signal)
  if (signal.aborted) return
  dispatch({ type: 'stayed' })
  return resume(parts, signal)
}

/** Returns what the source is made of, or `undefined` where the page stopped the payment. */
async function askPage(
  { draft, fields, amountSatang }: PayRequest,
  { beforeSubmit, methods, dispatch }: FlowParts,
): Promise<SourceFields | undefined> {
  if (!beforeSubmit) return fields
  const verdict = await callPage('beforeSubmit', async () =>
    beforeSubmit({ ...fields, amount: amountSatang }),
  )
  if (verdict === false) {
    dispatch({ type: 'vetoed' })
    return undefined
  }
  if (typeof verdict !== 'object') return fields

  const revised = methods.revise(draft, verdict)
  const read = methods.read(revised)
  if (read.ok) return read.fields
  dispatch({ type: 'invalid', draft: revised, problem: read.problem })
  return undefined
}

/** Returns whether the server has to be polled for a charge. */
async function chargeMayExist(
  code: CheckoutErrorCode,
  parts: FlowParts,
  signal: AbortSignal,
): Promise<boolean> {
  const { order } = parts
  switch (code) {
    case 'already_paid':
    case 'charge_unconfirmed':
      return true
    case 'server_unreachable':
    case 'server_failed':
    case 'unexpected_answer':
    case 'unexpected': {
      if (!order) return true
      // One request decides between "try again" and "wait". Where it fails too,
      // trying again is safe: the server makes one charge per order.
      const payment = await readPayment({ ...parts, order }, signal).catch(() => undefined)
      // `failed` and `expired` are about an earlier try.
      return payment?.status === 'pending' || payment?.status === 'successful'
    }
    default:
      return false
  }
}
