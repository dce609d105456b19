/** The clocks: a signed webhook is believed for five minutes, measured by the server's. */
import { type Finding, right, unchecked, warning, wrong } from '../finding.ts'
import type { Look } from '../patient.ts'
import type { Reading } from './omise.ts'

const windowMs = 5 * 60_000
const noticeableMs = 60_000

export const clocksAgree: Look = async ({ omise, server }) => {
  const [account, capability, health] = await Promise.all([
    omise.account,
    omise.capability,
    server?.health,
  ])
  const omiseAheadMs = aheadOf(account) ?? aheadOf(capability)
  if (omiseAheadMs === null) return unchecked('not known: Omise has not told the time.')
  const serverAheadMs = health?.kind === 'answer' ? health.clockAheadMs : null
  const clocks = [
    findingOf('this machine’s clock', -omiseAheadMs),
    ...(serverAheadMs === null
      ? []
      : [findingOf('the clock at PUBLIC_URL', serverAheadMs - omiseAheadMs)]),
  ]
  const off = clocks.filter(({ level }) => level !== 'right')
  if (off.length > 0) return off
  return right(
    serverAheadMs === null
      ? 'this machine’s agrees with Omise’s; the server’s is not known.'
      : 'this machine’s, the server’s and Omise’s agree.',
  )
}

function aheadOf(reading: Reading<unknown>): number | null {
  // Another server's time would say nothing about the webhooks.
  if (reading.kind === 'foreign' || !('answer' in reading)) return null
  return reading.answer.clockAheadMs
}

/** Ahead of Omise's when positive. */
function findingOf(which: string, aheadMs: number): Finding {
  const off = Math.abs(aheadMs)
  if (off < noticeableMs) return right(which)
  const found = `${which} is ${minutes(off)} ${aheadMs > 0 ? 'ahead of' : 'behind'} Omise’s.`
  const advice = 'Let it be set by NTP (timedatectl set-ntp true).'
  return off < windowMs - noticeableMs
    ? warning(found, advice)
    : wrong(`${found} Signed webhooks are refused as stale from five minutes on.`, advice)
}

function minutes(ms: number): string {
  return ms < 100_000 ? `${Math.round(ms / 1000)} seconds` : `${Math.round(ms / 60_000)} minutes`
}
