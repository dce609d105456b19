import { type Charge, expiryOf, isVoided, refundedAmount } from '../charges/charges.ts'
import { toTimestamp } from '../clock.ts'
import { feesOf } from '../money/fees.ts'
import { refundability } from '../money/refunds.ts'
import type { JsonObject, View } from './representation.ts'

/** A charge of 2019-05-29, with its source and its list of refunds in the same version. */
export function charge2019(
  charge: Charge,
  view: View,
  parts: { source: JsonObject; refunds: JsonObject },
): JsonObject {
  const { outcome } = charge
  const paid = outcome.status === 'successful'
  const { expired, expiredAt } = expiryOf(charge, view.now)
  const failure = outcome.status === 'failed' ? outcome.failure : null
  const { fee, feeVat, net } = feesOf(charge.amount)
  const { refundable, partiallyRefundable, canPerformVoid } = refundability(charge, view.now)
  return {
    object: 'charge',
    id: charge.id,
    location: `/charges/${charge.id}`,
    amount: charge.amount,
    ...authorizationOf(charge, view),
    acquirer_reference_number: null,
    net,
    fee,
    fee_vat: feeVat,
    interest: 0,
    interest_vat: 0,
    funding_amount: charge.amount,
    refunded_amount: refundedAmount(charge),
    transaction_fees: { fee_flat: '0.0', fee_rate: '3.65', vat_rate: '7.0' },
    platform_fee: { fixed: null, amount: null, percentage: null },
    currency: 'THB',
    funding_currency: 'THB',
    ip: charge.ip,
    refunds: parts.refunds,
    link: null,
    description: charge.description,
    metadata: charge.metadata,
    card: null,
    source: parts.source,
    schedule: null,
    linked_account: null,
    customer: null,
    dispute: null,
    transaction: paid ? outcome.transaction : null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    merchant_advice: null,
    merchant_advice_code: null,
    status: outcome.status,
    authorize_uri: `${view.url}/payments/${charge.reference}/authorize?acs=false`,
    return_uri: charge.returnUri,
    created_at: toTimestamp(charge.createdAt),
    paid_at: paid ? toTimestamp(outcome.at) : null,
    authorized_at: paid ? toTimestamp(outcome.at) : null,
    expires_at: toTimestamp(charge.expiresAt),
    expired_at: expiredAt === null ? null : toTimestamp(expiredAt),
    reversed_at: null,
    multi_capture: false,
    zero_interest_installments: false,
    branch: null,
    terminal: null,
    device: null,
    authorized: paid,
    capturable: false,
    capture: true,
    disputable: paid,
    livemode: false,
    refundable,
    partially_refundable: partiallyRefundable,
    reversed: false,
    reversible: false,
    voided: isVoided(charge),
    paid,
    expired,
    can_perform_void: canPerformVoid,
    approval_code: null,
  }
}

/** As recorded: not on pending charges and those that were expired by request; on every charge in a list,
 * where a pending one's being in full is our choice. */
function authorizationOf({ amount, outcome }: Charge, { isListItem }: View): JsonObject {
  const isOpen =
    outcome.status === 'pending' || (outcome.status === 'expired' && outcome.by === 'request')
  if (isOpen && isListItem !== true) return {}
  return { authorization_type: null, authorized_amount: amount, captured_amount: amount }
}
