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
  /**
   * Only says that something had not happened yet, or took longer than a lease: on a
   * machine that was too busy it proves nothing.
   */
  readonly needsTime: boolean
}

/** Returns a function that words a finding; `time`: one that proves nothing on a busy machine. */
export function violation(
  kind: Violation['kind'],
  { id }: { readonly id: string },
  needs: 'time' | 'nothing' = 'nothing',
) {
  return (detail: string): Violation => ({
    kind,
    orderId: id,
    detail,
    needsTime: needs === 'time',
  })
}
