import { type CheckoutErrorCode, toCheckoutError } from '../errors.ts'
import { parsePhone } from '../phone.ts'
import { checkAuthorizeUri } from './authorize-uri.ts'
import { callPage } from './call-page.ts'
import type { FlowParts } from './flow-parts.ts'
import type { SourceRequest } from './ports.ts'
import { readPayment, resume } from './resume.ts'

/**
 * From a number to TrueMoney: source, charge, address checked, gone. Each POST
 * is sent once. Where the charge's outcome is not known, the server is asked,
 * because sending it again would be guessing.
 */
export async function pay(
  request: SourceRequest,
  parts: FlowParts,
  signal: AbortSignal,
): Promise<void> {
  const { order, omise, merchant, page, dispatch } = parts
  const { amountSatang } = request
  let chargeAsked = false

  try {
    const phoneNumber = await askPage(request, parts)
    if (signal.aborted || phoneNumber === undefined) return

    const source = await omise.createSource({ phoneNumber, amountSatang }, signal)
    if (signal.aborted) return
    if (!parts.isChargedHere) dispatch({ type: 'handedOver' })
    parts.onSource(source)
    if (!parts.isChargedHere) return

    // From here on there may be a charge: this tab asks before it shows the form again.
    if (order) page.rememberLeaving(order.orderId)
    chargeAsked = true
    const charge = await merchant.createCharge(order, { source, amountSatang }, signal)
    if (signal.aborted) return

    const authorizeUri = 'authorizeUri' in charge ? charge.authorizeUri : ''
    checkAuthorizeUri(parts.authorizeOrigins, authorizeUri)
    dispatch({ type: 'charged', authorizeUri })
    parts.onRedirect(authorizeUri)
    page.leave(authorizeUri)
  } catch (thrown) {
    if (signal.aborted) return
    const error = toCheckoutError(thrown)
    parts.report(error)

    if (chargeAsked && (await chargeMayExist(error.code, parts, signal))) {
      if (!order) return dispatch({ type: 'refused', code: 'outcome_unknown' })
      dispatch({ type: 'verify', reason: 'charge' })
      return resume(parts, signal)
    }
    dispatch({ type: 'refused', code: error.code })
  }
}

/** The number to pay with, or `undefined` where the page stopped it. */
async function askPage(
  { phoneNumber, amountSatang }: SourceRequest,
  { beforeSubmit, dispatch }: FlowParts,
): Promise<string | undefined> {
  if (!beforeSubmit) return phoneNumber
  const verdict = await callPage('beforeSubmit', async () =>
    beforeSubmit({ phoneNumber, amount: amountSatang }),
  )
  if (verdict === false) {
    dispatch({ type: 'vetoed' })
    return undefined
  }
  if (typeof verdict !== 'object') return phoneNumber

  const parsed = parsePhone(verdict.phoneNumber)
  if (parsed.ok) return parsed.national
  dispatch({ type: 'invalid', phone: verdict.phoneNumber, problem: parsed.problem })
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
