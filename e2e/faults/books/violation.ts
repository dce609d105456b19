/** What cannot be, and of which order it was found. */
export type ViolationKind =
  | 'double charge'
  | 'lost payment'
  | 'stuck order'
  | 'wrong answer'
  | 'wrong refund'
  | 'wrong hearing'
  | 'shared work'
  /** The schedule could not be played to its end: an answer outside the contract, or a mistake of the suite's. */
  | 'broken off'

export type Violation = {
  readonly kind: ViolationKind
  readonly orderId: string
  readonly detail: string
}

export function violation(kind: Violation['kind'], { id }: { readonly id: string }) {
  return (detail: string): Violation => ({ kind, orderId: id, detail })
}
