/** The comparison. Pure: each rule looks at the books and says what cannot be. */
import { wrongAnswers } from '../rules/answer-rules.ts'
import { doubleCharges, keptOfCancelled, lostPayments, stuckOrders } from '../rules/charge-rules.ts'
import { wrongHearing } from '../rules/heard-rules.ts'
import { sharedWork } from '../rules/lease-rules.ts'
import { wrongRefunds } from '../rules/refund-rules.ts'
import type { Books } from './books.ts'
import type { Violation } from './violation.ts'

/** Everything that must hold when the reconciler had its time. */
export function compareBooks(books: Books): Violation[] {
  return [
    ...doubleCharges(books),
    ...lostPayments(books),
    ...stuckOrders(books),
    ...wrongAnswers(books),
    ...wrongRefunds(books),
    ...sharedWork(books),
    ...keptOfCancelled(books),
    ...wrongHearing(books),
  ]
}
