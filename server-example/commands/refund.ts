import { randomBytes } from 'node:crypto'
import { type GiveBackResult, giveBack } from '../checkout/give-back.ts'
import { orderStateOf } from '../checkout/order-state.ts'
import { type Command, complain, say } from './command.ts'
import { withCheckout } from './with-checkout.ts'

export const refund: Command = {
  usage: `Usage: truemoney-checkout-server refund ORDER [AMOUNT]

  Refunds an order, whole or in part.

  ORDER   the id of the order, such as ord_…
  AMOUNT  in baht, such as 150 or 150.50; without it, all that is left`,
  flags: [],
  operands: ['ORDER', '[AMOUNT]'],
  async run({ operands: [orderId = '', amount] }, env) {
    const amountSatang = amount === undefined ? undefined : satangOf(amount)
    if (amountSatang === null) {
      complain(`Expected AMOUNT in baht, such as 150 or 150.50, got ${JSON.stringify(amount)}.`)
      return 2
    }
    const refundId = `rfd_${randomBytes(15).toString('hex')}`
    const result = await withCheckout(env, (checkout) =>
      giveBack(checkout.checkout('merchant'), { orderId, amountSatang, reason: null, refundId }),
    )
    say(sentence(orderId, result))
    return result.kind === 'done' || result.kind === 'pending' ? 0 : 1
  },
}

/** `null` for what is no amount. Decimals are read as text: 0.29 × 100 is not 29. */
function satangOf(baht: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(baht) ?? []
  if (whole === undefined) return null
  const satang = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return satang > 0 ? satang : null
}

function sentence(orderId: string, result: GiveBackResult): string {
  switch (result.kind) {
    case 'done':
    case 'pending':
    case 'unconfirmed': {
      const { order, refund } = result
      const baht = (refund.amountSatang / 100).toFixed(2)
      if (result.kind === 'pending')
        return `Omise has made the refund of ฿${baht} and not settled it yet; the server follows it up.`
      return result.kind === 'done'
        ? `${refund.voided ? 'Voided' : 'Refunded'} ฿${baht}. Order ${orderId} is now ${orderStateOf(order)}.`
        : `Whether Omise has made the refund of ฿${baht} is not known yet; the server will find out. Do not ask again before.`
    }
    case 'refused':
      return result.detail
    case 'changed':
    case 'not_found':
      return `There is no order ${orderId} in this database.`
    case 'unavailable':
      return 'Omise did not take the call. Nothing was refunded.'
  }
}
