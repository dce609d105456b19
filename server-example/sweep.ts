/** `npm run sweep -- [DAYS]`: lays Omise's charges and our orders side by side now, and says what does not fit. */
import { sweep } from './checkout/sweep.ts'
import { parseConfig } from './config.ts'
import { openCheckout } from './open-checkout.ts'

const dayMs = 86_400_000

process.exitCode = await run(process.argv.slice(2))

async function run([days = '1', ...rest]: readonly string[]): Promise<number> {
  if (!/^[1-9]\d{0,2}$/.test(days) || rest.length > 0)
    return say('Usage: npm run sweep -- [DAYS]\n  DAYS to look back, 1 when left out.', 2)
  const parsed = parseConfig({ LOG_LEVEL: 'silent', ...process.env })
  if (!parsed.ok) return say(parsed.problems.join('\n'), 1)
  const { checkout, close } = await openCheckout(parsed.config)
  const { charges, notOurs, findings } = await sweep(
    checkout.checkout('sweep'),
    Date.now() - Number(days) * dayMs,
  )
  await close()
  const lines = findings.map(
    ({ kind, chargeId, orderId, detail }) =>
      `${kind}: ${chargeId}, order ${orderId ?? 'none'}: ${detail}`,
  )
  lines.push(
    `${charges} charges, ${notOurs} of them not made by this server, ${findings.length} that do not fit.`,
  )
  return say(lines.join('\n'), findings.length === 0 ? 0 : 1)
}

function say(text: string, exitCode: number): number {
  process.stdout.write(`${text}\n`)
  return exitCode
}
