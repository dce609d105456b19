/**
 * The daily audit: compares Omise's charges with our orders. What was missed is
 * adopted; every other difference is reported by name, for a person to resolve.
 */
import type { ReconcileDeps } from '../ports.ts'
import {
  type ChargeReading,
  ProviderError,
  type RefundReading,
  type Unreadable,
} from '../provider.ts'
import { reconcileRefunds } from '../refunds/reconcile-refunds.ts'
import { applyRefunds } from '../refunds/refund.ts'
import { isOtherShops, settle } from '../settle.ts'
import type { AuditResult, Finding } from './audit-run.ts'

const dayMs = 86_400_000
const overlapMs = 60 * 60_000
const checkEveryMs = 60_000
const never = new AbortController().signal

/** Runs the audit once a day until the signal aborts; an audit under way then ends early. */
export async function runDailyAudits(deps: ReconcileDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await auditWhenDue(deps, signal)
    } catch (error) {
      deps.logger.error({ error }, 'the audit failed; it runs again in an hour')
    }
    await deps.clock.sleep(checkEveryMs, signal).catch(() => undefined)
  }
}

/** Runs the audit if it is due and no other process runs it; resolves with `undefined` otherwise. */
export async function auditWhenDue(
  deps: ReconcileDeps,
  signal: AbortSignal = never,
): Promise<AuditResult | undefined> {
  const startedAt = deps.clock.now()
  const claimed = await deps.store.claimAudit(startedAt)
  if (claimed === undefined) return undefined
  // The first audit ever covers one day, and a late one everything since the last one ended.
  const since = claimed.sinceMs === 0 ? startedAt - dayMs : claimed.sinceMs - overlapMs
  const result = await runAudit(deps, Math.min(since, startedAt - dayMs), signal)
  if (!signal.aborted) await deps.store.finishAudit(startedAt, startedAt + dayMs)
  return result
}

/** Compares Omise's charges and refunds since `sinceMs` with our orders. */
export async function runAudit(
  deps: ReconcileDeps,
  sinceMs: number,
  signal: AbortSignal = never,
): Promise<AuditResult> {
  const startedAt = deps.clock.now()
  const seen = new Set<string>()
  const findings: Finding[] = []
  let notOurs = 0
  let unreadable = 0
  const sinceAtOmiseMs = sinceMs + (deps.omiseAheadMs() ?? 0)
  for await (const charge of deps.provider.listCharges(sinceAtOmiseMs)) {
    if (signal.aborted) break
    if (charge.id !== null && seen.has(charge.id)) continue
    if (charge.id !== null) seen.add(charge.id)
    if ('unreadable' in charge) {
      const finding = await findingOf(deps, charge)
      if (finding === undefined) unreadable += 1
      else findings.push(finding)
    } else if (await isOurs(deps, charge)) findings.push(...(await compare(deps, charge)))
    else notOurs += 1
  }
  unreadable += await adoptRefunds(deps, sinceAtOmiseMs, signal)
  findings.push(...(await unknownCharges(deps, sinceMs, seen, signal)))
  for (const finding of findings) deps.logger.error(finding, 'the audit found a difference')
  const result = { charges: seen.size, notOurs, unreadable, findings }
  if (!signal.aborted)
    await deps.store.recordAudit({ ...result, sinceMs, startedAt, endedAt: deps.clock.now() })
  deps.logger.info({ ...result, findings: findings.length }, 'audit finished')
  return result
}

/** A charge that cannot be read is reported when it is ours, and left as it was known. */
async function findingOf(
  { store }: ReconcileDeps,
  entry: Unreadable,
): Promise<Finding | undefined> {
  const order = await store.findOrderOf({ id: entry.id ?? '', attemptId: entry.attemptId })
  if (order === undefined) return undefined
  return {
    kind: 'charge_unreadable',
    chargeId: entry.id ?? 'unknown',
    orderId: order.id,
    detail: `not understood: ${entry.unreadable}`,
  }
}

/** Resolves with whether the charge names an order of a server like this one, or one of our orders has it. */
async function isOurs(deps: ReconcileDeps, charge: ChargeReading): Promise<boolean> {
  const looksOurs = charge.attemptId !== null && !isOtherShops(deps, charge)
  return looksOurs || (await deps.store.findOrderOf(charge)) !== undefined
}

async function compare(deps: ReconcileDeps, charge: ChargeReading): Promise<readonly Finding[]> {
  const settled = await settle(deps, charge)
  if (settled.kind === 'applied' || charge.status !== 'successful') return []
  const { id: chargeId, orderId } = charge
  const order = orderId === null ? undefined : await deps.store.findOrder(orderId)
  const kind = order === undefined ? 'paid_without_order' : 'paid_but_foreign'
  return [{ kind, chargeId, orderId, detail: settled.reason }]
}

/** Our choice: Omise does not document how long after it was settled a refund may still fail. */
const refundsMayFailForMs = 7 * dayMs

/**
 * Refunds are newer than their charges: one of today may belong to a charge of
 * last month, and one of last week may have failed today. Resolves with how many
 * are not readable.
 */
async function adoptRefunds(
  deps: ReconcileDeps,
  sinceMs: number,
  signal: AbortSignal,
): Promise<number> {
  const read: RefundReading[] = []
  let unreadable = 0
  const longAgoMs = deps.clock.now() - refundsMayFailForMs
  for await (const one of deps.provider.listRecentRefunds(Math.min(sinceMs, longAgoMs)))
    if ('unreadable' in one) unreadable += 1
    else read.push(one)
  for (const [chargeId, readings] of Map.groupBy(read, (one) => one.chargeId)) {
    if (signal.aborted) break
    const order = await deps.store.findOrderOf({ id: chargeId, attemptId: null })
    const attempt = order?.attempts.find((one) => one.chargeId === chargeId)
    if (order === undefined || attempt === undefined) continue
    if (applyRefunds(order.refunds, attempt.id, readings) !== order.refunds)
      await reconcileRefunds(deps, order)
  }
  return unreadable
}

async function unknownCharges(
  deps: ReconcileDeps,
  sinceMs: number,
  seen: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { orderId, chargeId } of await deps.store.listChargedAttempts(sinceMs + overlapMs)) {
    if (signal.aborted) break
    if (seen.has(chargeId) || (await isKnown(deps, chargeId))) continue
    const detail = 'Omise does not know the charge: are these the keys it was made with?'
    findings.push({ kind: 'charge_unknown', chargeId, orderId, detail })
  }
  return findings
}

async function isKnown({ provider }: ReconcileDeps, chargeId: string): Promise<boolean> {
  try {
    await provider.getCharge(chargeId)
    return true
  } catch (error) {
    if (error instanceof ProviderError && error.outcome === 'refused') return false
    throw error
  }
}
