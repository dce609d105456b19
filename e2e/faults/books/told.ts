/** The third book: what buyers and the merchant did, and what they were told, with the time of asking and of the answer. */
import type { Payment, QrCode } from '../../../widget/contract.ts'

type Asked = {
  readonly orderId: string
  readonly askedAt: number
  readonly toldAt: number
}

/** Nobody answered: the connection broke, or the process was dead. Nothing was told. */
type NoAnswer = { readonly kind: 'none' }
type Refused = { readonly kind: 'problem'; readonly code: string }

export type PaymentTold = Asked & {
  readonly answer: { readonly kind: 'payment'; readonly payment: Payment } | Refused | NoAnswer
}

export type SubmitTold = Asked & {
  /** `null` when the server was to make the source. */
  readonly sourceId: string | null
  readonly answer:
    | { readonly kind: 'authorize'; readonly authorizeUri: string }
    /** The buyer scans the code of this attempt. */
    | { readonly kind: 'scan'; readonly attemptId: string }
    | Refused
    | NoAnswer
}

export type RefundTold = Asked & {
  /** The same text for the same refund, asked for however often. */
  readonly wish: string
  readonly answer:
    | {
        readonly kind: 'done' | 'unconfirmed'
        readonly refundId: string
        readonly amountSatang: number
      }
    | Refused
    | NoAnswer
}

/** A button pressed at the authorize page. */
export type Decided = {
  readonly orderId: string
  readonly authorizeUri: string
  readonly kind: string
  readonly pressedAt: number
  readonly doneAt: number
}

/** A webhook as it arrived at a server. */
export type Delivered = {
  readonly eventId: string
  /** The order it speaks of, as far as it says. */
  readonly orderId: string | null
  readonly status: number
  readonly isForged: boolean
}

/** What the store said of an order. */
export type Seen = Asked & { readonly isPaid: boolean }

/** The attempt whose code a link shows. */
export function attemptIdOfCode({ imageUri }: QrCode): string {
  return new URL(imageUri).searchParams.get('attempt') ?? 'none'
}

export type Told = {
  readonly payments: PaymentTold[]
  readonly submits: SubmitTold[]
  readonly refunds: RefundTold[]
  readonly decided: Decided[]
  readonly delivered: Delivered[]
}

export function emptyTold(): Told {
  return { payments: [], submits: [], refunds: [], decided: [], delivered: [] }
}
