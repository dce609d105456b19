import { type CheckoutError, type CheckoutErrorCode, toCheckoutError } from '../errors.ts'
import { checkAuthorizeUri } from './authorize-uri.ts'
import type { CheckoutEvent } from './machine.ts'
import type { Clock, MerchantClient, OmiseClient, OrderKey, Page } from './ports.ts'
import { readPayment, resume } from './resume.ts'
import type { WakeUps } from './wake-ups.ts'

/** What the steps of one payment work with. */
export type FlowParts = {
  order: OrderKey
  authorizeOrigins: readonly string[]
  omise: OmiseClient
  merchant: MerchantClient
  clock: Clock
  page: Page
  wakeUps: WakeUps
  dispatch(event: CheckoutEvent): void
  /** Tells the merchant's page; the buyer is told by events. */
  report(error: CheckoutError): void
}

/**
 * From a number to TrueMoney: source, charge, address checked, gone. Each POST
 * is sent once. Where the charge's outcome is not known, the server is asked,
 * because sending it again would be guessing.
 */
export async function pay(
  request: { phoneNumber: string; amountSatang: number },
  parts: FlowParts,
  signal: AbortSignal,
): Promise<void> {
  const { order, omise, merchant, page, dispatch } = parts
  const { amountSatang } = request
  let chargeAsked = false

  try {
    const source = await omise.createSource(request, signal)
    if (signal.aborted) return

    // From here on there may be a charge: this tab asks before it shows the form again.
    page.rememberLeaving(order.orderId)
    chargeAsked = true
    const { authorizeUri } = await merchant.createCharge(order, { source, amountSatang }, signal)
    if (signal.aborted) return

    checkAuthorizeUri(parts.authorizeOrigins, authorizeUri)
    dispatch({ type: 'charged', authorizeUri })
    page.leave(authorizeUri)
  } catch (thrown) {
    if (signal.aborted) return
    const error = toCheckoutError(thrown)
    parts.report(error)

    if (chargeAsked && (await chargeMayExist(error.code, parts, signal))) {
      dispatch({ type: 'verify', reason: 'charge' })
      return resume(parts, signal)
    }
    dispatch({ type: 'refused', code: error.code })
  }
}

/** Whether the server has to be asked what became of a charge. */
async function chargeMayExist(
  code: CheckoutErrorCode,
  parts: FlowParts,
  signal: AbortSignal,
): Promise<boolean> {
  switch (code) {
    case 'already_paid':
    case 'charge_unconfirmed':
      return true
    case 'server_unreachable':
    case 'server_failed':
    case 'unexpected_answer':
    case 'unexpected': {
      // One look decides between "try again" and "wait". When even that is
      // impossible, trying again is safe: the server has one charge per order.
      const payment = await readPayment(parts, signal).catch(() => undefined)
      // `failed` and `expired` speak of an earlier try.
      return payment?.status === 'pending' || payment?.status === 'successful'
    }
    default:
      return false
  }
}
