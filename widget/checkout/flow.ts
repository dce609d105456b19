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
 * From a draft to TrueMoney: source, charge, address checked, gone. Each POST
 * is sent once. Where the charge's outcome is not known, the server is asked,
 * because sending it again would be guessing.
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

    // From here on there may be a charge: this tab asks before it shows the form again.
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

/** How long an app may take to open, in milliseconds, before the buyer is shown what else they can do. */
const appOpensWithinMs = 2000

/**
 * Sends the buyer to TrueMoney. Where the page may stay behind, as beside an
 * app, it soon asks what became of the payment, and offers to open it again.
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

/** What to make the source of, or `undefined` where the page stopped it. */
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

/** Whether the server has to be asked what became of a charge. */
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
      // One look decides between "try again" and "wait". When even that is
      // impossible, trying again is safe: the server has one charge per order.
      const payment = await readPayment({ ...parts, order }, signal).catch(() => undefined)
      // `failed` and `expired` speak of an earlier try.
      return payment?.status === 'pending' || payment?.status === 'successful'
    }
    default:
      return false
  }
}
