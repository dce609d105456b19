import { type Charge, lastMomentOf } from '../charges/charges.ts'
import type { Ledger } from '../charges/ledger.ts'
import type { Clock } from '../clock.ts'
import { carryOut, type Decision } from './decision.ts'

export type LateDecisions = ReturnType<typeof createLateDecisions>

/** Decisions that wait for their time, by the simulator's clock. */
export function createLateDecisions({ ledger, clock }: { ledger: Ledger; clock: Clock }) {
  let waiting: { chargeId: string; at: number; decision: Decision }[] = []

  return {
    add({ id }: Charge, decision: Decision, delayMs: number): void {
      waiting.push({ chargeId: id, at: clock.now() + delayMs, decision })
    },

    /** Carries out what is due, unless the charge expired or was decided before. Returns when the next one
     * is due; `Infinity` when none is. */
    carryOutDue(): number {
      const now = clock.now()
      const due = waiting.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)
      waiting = waiting.filter(({ at }) => at > now)
      for (const { chargeId, at, decision } of due) {
        const charge = ledger.charges.get(chargeId)
        if (charge !== undefined && at < lastMomentOf(charge)) carryOut(ledger, charge, decision)
      }
      return Math.min(...waiting.map(({ at }) => at))
    },

    clear(): void {
      waiting = []
    },
  }
}
