import * as z from 'zod/mini'
import { type AuditRun, findingKinds } from '../checkout/audit/audit-run.ts'
import type { AuditRunRow } from './schema.ts'

/** An audit with the wrong keys finds as many as there are orders; this many are stored. */
const mostFindings = 100

const findings = z.array(
  z.object({
    kind: z.enum(findingKinds),
    chargeId: z.string(),
    orderId: z.nullable(z.string()),
    detail: z.string(),
  }),
)

/** `found`: how many findings there were, of which `findings` are the first. */
export type StoredAuditRun = AuditRun & { readonly found: number }

export function auditRunRow(run: AuditRun): AuditRunRow {
  return {
    started_at: run.startedAt,
    ended_at: run.endedAt,
    since: run.sinceMs,
    charges: run.charges,
    not_ours: run.notOurs,
    unreadable: run.unreadable,
    found: run.findings.length,
    findings: JSON.stringify(run.findings.slice(0, mostFindings)),
  }
}

export function auditRunFrom(row: AuditRunRow): StoredAuditRun {
  return {
    startedAt: row.started_at,
    endedAt: row.ended_at,
    sinceMs: row.since,
    charges: row.charges,
    notOurs: row.not_ours,
    unreadable: row.unreadable,
    found: row.found,
    findings: findings.parse(JSON.parse(row.findings)),
  }
}
