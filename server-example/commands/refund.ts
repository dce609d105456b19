import type { Composition } from '../compose.ts'
import type { ShopRefund } from '../shop/refunds.ts'
import { type Command, complain, say } from './command.ts'
import { withCheckout } from './with-checkout.ts'

export const refund: Command = {
  usage: `Usage: truemoney-checkout-server refund ORDER [AMOUNT]

  Refunds an order, whole or in part.

  ORDER   the shop's reference of the order, or its id, such as ord_…
  AMOUNT  in baht, such as 150 or 150.50; without it, all that is left`,
  flags: [],
  operands: ['ORDER', '[AMOUNT]'],
  async run({ operands: [order = '', baht] }, env) {
    const amount = baht === undefined ? undefined : satangOf(baht)
    if (amount === null) {
      complain(`Expected AMOUNT in baht, such as 150 or 150.50, got ${JSON.stringify(baht)}.`)
      return 2
    }
    const made = await withCheckout(env, (checkout) => make(checkout, order, amount))
    if (made === undefined) {
      complain(`There is no order ${order} in this database.`)
      return 1
    }
    say(sentence(order, made))
    return made.status === 'unconfirmed' ? 1 : 0
  },
}

/** Throws `ShopError` for what is refused, and for what Omise did not take. */
async function make(
  { orders, refunds }: Composition,
  name: string,
  amount: number | undefined,
): Promise<ShopRefund | undefined> {
  const order = (await orders.find({ reference: name })) ?? (await orders.find({ orderId: name }))
  return order && refunds.create({ orderId: order.orderId, amount })
}

/** `null` for what is no amount. Decimals are read as text: 0.29 × 100 is not 29. */
function satangOf(baht: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(baht) ?? []
  if (whole === undefined) return null
  const satang = Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
  return satang > 0 ? satang : null
}

/** As the widget and the merchant's view write it: 100000 → ฿1,000.00. */
function bahtOf(satang: number): string {
  return `฿${new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(satang / 100)}`
}

function sentence(order: string, { status, amount, voided, orderState }: ShopRefund): string {
  const baht = bahtOf(amount)
  switch (status) {
    case 'done':
      return `${voided ? 'Voided' : 'Refunded'} ${baht}. Order ${order} is now ${orderState}.`
    case 'pending':
      return `Omise has made the refund of ${baht} and not settled it yet; the server follows it up.`
    case 'unconfirmed':
      return `Whether Omise has made the refund of ${baht} is not known yet; the server follows it up. Do not refund it again before.`
  }
}
