import { toTimestamp } from '../clock.ts'

export type Warning = { time: string; message: string }
export type Warnings = ReturnType<typeof createWarnings>

const maxEntries = 100

/** What worked here but might not at Omise, for the control API's state and for a log; the oldest are
 * forgotten past a hundred. */
export function createWarnings(warn: (message: string) => void) {
  const entries: Warning[] = []
  return {
    add(now: number, message: string): void {
      entries.push({ time: toTimestamp(now), message })
      if (entries.length > maxEntries) entries.shift()
      warn(message)
    },
    entries: (): readonly Warning[] => entries,
    clear(): void {
      entries.length = 0
    },
  }
}
