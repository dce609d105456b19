/** The comparison. Pure: each rule looks at the books and says what cannot be. */
import { wrongAnswers } from './answer-rules.ts'
import type { Books } from './books.ts'
import { doubleCharges, keptOfCancelled, lostPayments, stuckOrders } from './charge-rules.ts'
import { wrongHearing } from './heard-rules.ts'
import { sharedWork } from './lease-rules.ts'
import { wrongRefunds } from './refund-rules.ts'
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
