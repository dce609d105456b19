/** `npm run refund -- ORDER [AMOUNT]`: gives money back from the command line, with the server's own configuration. */
import { randomBytes } from 'node:crypto'
import { type GiveBackResult, giveBack } from './checkout/give-back.ts'
import { orderStateOf } from './checkout/order-state.ts'
import { parseConfig } from './config.ts'
import { openCheckout } from './open-checkout.ts'

const usage =
  'Usage: npm run refund -- ORDER [AMOUNT]\n  AMOUNT in baht, such as 150 or 150.50; without it, all that is left.'

process.exitCode = await run(process.argv.slice(2))

async function run([orderId, amount, ...rest]: readonly string[]): Promise<number> {
  const amountSatang = amount === undefined ? undefined : satangOf(amount)
  if (orderId === undefined || rest.length > 0 || amountSatang === null) return say(usage, 2)
  const parsed = parseConfig({ LOG_LEVEL: 'silent', ...process.env })
  if (!parsed.ok) return say(parsed.problems.join('\n'), 1)
  const { checkout, close } = await openCheckout(parsed.config)
  const refundId = `rfd_${randomBytes(15).toString('hex')}`
  const result = await giveBack(checkout.checkout('merchant'), {
    orderId,
    amountSatang,
    reason: null,
    refundId,
  })
  await close()
  return say(sentence(orderId, result), result.kind === 'done' ? 0 : 1)
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
    case 'unconfirmed': {
      const { order, refund } = result
      const baht = (refund.amountSatang / 100).toFixed(2)
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
      return 'Omise did not take the call. Nothing was given back.'
  }
}

function say(text: string, exitCode: number): number {
  process.stdout.write(`${text}\n`)
  return exitCode
}
