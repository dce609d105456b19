/** The fourth book: what the shop heard of its orders, in each of the three ways to hear. */
export type HeardEvent = {
  readonly eventId: string
  readonly type: string
  readonly orderId: string
  readonly sequence: number
  readonly attemptId: string | null
}

export type Heard = {
  /** The shop's own table, written by handlers in the delivery's transaction. */
  readonly shipped: readonly HeardEvent[]
  /** Signed HTTP, as it arrived. */
  readonly posted: readonly HeardEvent[]
  /** Read by cursor while events were written. */
  readonly pulled: readonly HeardEvent[]
}

export const nothingHeard: Heard = { shipped: [], posted: [], pulled: [] }
