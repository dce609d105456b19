import { runAudit } from '../checkout/audit/audit.ts'
import { type Command, complain, say } from './command.ts'
import { withCheckout } from './with-checkout.ts'

const dayMs = 86_400_000

export const audit: Command = {
  usage: `Usage: truemoney-checkout-server audit [DAYS]

  Compares Omise's charges with the orders, and reports what does not fit. A paid charge that its
  order does not know is adopted.

  DAYS  to look back, from 1 to 999; 1 when left out`,
  flags: [],
  operands: ['[DAYS]'],
  async run({ operands: [days = '1'] }, env) {
    if (!/^[1-9]\d{0,2}$/.test(days)) {
      complain(`Expected DAYS from 1 to 999, got ${JSON.stringify(days)}.`)
      return 2
    }
    const since = Date.now() - Number(days) * dayMs
    const { charges, notOurs, unreadable, findings } = await withCheckout(env, (checkout) =>
      runAudit(checkout.checkout('sweep'), since),
    )
    for (const { kind, chargeId, orderId, detail } of findings)
      say(`${kind}: ${chargeId}, order ${orderId ?? 'none'}: ${detail}`)
    say(
      `${charges} charges, ${notOurs} of them not made by this server, ${unreadable} not readable, ${findings.length} that do not fit.`,
    )
    return findings.length === 0 ? 0 : 1
  },
}
