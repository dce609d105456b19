/** What a charge is requested with, and what the request can result in. */
import type { ProblemCode } from '../../widget/contract.ts'
import type { Attempt } from './order/attempt.ts'
import type { Order } from './order/order.ts'
import type { Ids, ReconcileDeps } from './ports.ts'
import type { NewCharge } from './provider.ts'

export type CreateChargeDeps = ReconcileDeps & {
  readonly ids: Ids
  /** How long a second submit waits for the result of the first. */
  readonly waitForOtherMs: number
  readonly admitCharge: AdmitCharge
}

/** Resolves with why a new charge may not be made now, or with `null`. Rejects when `readPhoneNumber` does. */
export type AdmitCharge = (charge: {
  readonly orderId: string
  /** Of the client. */
  readonly address: string
  /** Resolves with `null` for a source without a number, or one that the provider does not know. */
  readonly readPhoneNumber: () => Promise<string | null>
}) => Promise<{ readonly by: 'number' | 'order' | 'address'; readonly waitMs: number } | null>

export type CreateChargeInput = {
  /** As it was just read: a later change is noticed before anything is sent. */
  readonly order: Order
  readonly source: NewCharge['source']
  /** What the buyer was shown; compared, never charged. */
  readonly shownAmountSatang: number | undefined
  readonly returnUri: string
  /** Of the client that requests the charge. */
  readonly address: string
}

export type CreateChargeResult =
  | { readonly kind: 'authorize'; readonly authorizeUri: string }
  /** The buyer scans the attempt's code. */
  | { readonly kind: 'scan'; readonly attempt: Attempt }
  | Problem

export type Problem = {
  readonly kind: 'problem'
  readonly code: ProblemCode
  readonly detail: string
  readonly retryAfterMs?: number | null
}

/** The result for a buyer whose attempt is this. */
export function resultOf(attempt: Attempt): CreateChargeResult {
  if (attempt.state === 'pending' && attempt.qr !== null) return { kind: 'scan', attempt }
  if (attempt.state === 'pending' && attempt.authorizeUri !== null)
    return { kind: 'authorize', authorizeUri: attempt.authorizeUri }
  return attempt.state === 'successful' ? alreadyPaid() : unconfirmed()
}

export function alreadyPaid(): Problem {
  return problem('already_paid', 'The order is paid; read its payment.')
}

/** There may be a charge, and the buyer may pay it. */
export function unconfirmed(): Problem {
  return problem(
    'charge_unconfirmed',
    'What became of the charge is not known here: read the payment.',
  )
}

export function problem(
  code: ProblemCode,
  detail: string,
  retryAfterMs: number | null = null,
): Problem {
  return { kind: 'problem', code, detail, retryAfterMs }
}
