import * as z from 'zod/mini'
import type { Charge } from '../charges/charges.ts'
import type { Ledger } from '../charges/ledger.ts'
import type { Refusal } from '../http/refusal.ts'
import { failureOf } from '../methods/failures.ts'
import { methods } from '../methods/methods.ts'
import { fundings } from '../money/refund-policy.ts'

/** What becomes of a pending charge, as the control API takes it. */
export const decisionSchema = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('successful'),
    funding: z._default(z.enum(fundings), 'wallet_balance'),
  }),
  z.object({ decision: z.literal('failed'), failureCode: z.optional(z.string()) }),
  z.object({ decision: z.literal('expired') }),
  /** The buyer has opened the app, scanned the code or logged in, and has not paid yet. */
  z.object({ decision: z.literal('taken_up') }),
])

export type Decision = z.infer<typeof decisionSchema>

/** The buttons of the buyer's pages that decide a charge; null for any other. */
export function readDecision(form: URLSearchParams): Decision | null {
  switch (form.get('decision')) {
    case 'successful': {
      const funding = fundings.find((one) => one === form.get('funding')) ?? 'wallet_balance'
      return { decision: 'successful', funding }
    }
    case 'failed':
      return { decision: 'failed', failureCode: form.get('failure_code') ?? undefined }
    case 'expired':
      return { decision: 'expired' }
    default:
      return null
  }
}

/** Carries a decision out; a charge that was decided before refuses it. */
export function carryOut(ledger: Ledger, charge: Charge, decision: Decision): Charge | Refusal {
  switch (decision.decision) {
    case 'successful':
      return ledger.payCharge(charge, decision.funding)
    case 'failed': {
      const { failures } = methods[charge.source.type]
      const { failureCode } = decision
      return ledger.failCharge(
        charge,
        failureCode === undefined ? failures[0] : failureOf(failureCode),
      )
    }
    case 'expired':
      return ledger.expireCharge(charge)
    case 'taken_up':
      return ledger.takeUpCharge(charge)
  }
}
