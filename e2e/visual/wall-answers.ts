import type { Payment } from '../../widget/contract.ts'

export const orderId = 'ord_5fxwall'

/** What the server says of the order, by the address under which it is asked: `/as/failed/api/…`. */
export function answerFor(path: string, authorizeOrigin: string) {
  const authorizeUri = `${authorizeOrigin}/authorize`
  switch (path.split('/')[2]) {
    case 'pending': {
      const expiresAt = '2026-03-27T09:41:53Z'
      return says({ status: 'pending', authorizeUri, expiresAt, pendingMs: 125_000 })
    }
    case 'successful':
      return says({ status: 'successful', paidAt: '2026-03-20T09:43:10Z', refundedAmount: 2_000 })
    case 'failed':
      return says({ status: 'failed', failureCode: 'insufficient_fund' })
    case 'expired':
      return says({ status: 'expired' })
    case 'gone':
      return { status: 404, json: notFound }
    default:
      return undefined
  }
}

const notFound = { type: 'about:blank', title: 'Not found', status: 404, code: 'not_found' }

function says(payment: Pick<Payment, 'status'> & Partial<Payment>) {
  return { status: 200, json: { orderId, amount: 8_900, currency: 'THB', ...payment } }
}
