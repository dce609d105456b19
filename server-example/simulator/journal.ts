import { toTimestamp } from './clock.ts'

/** One request as it is remembered: no header, no body, and long numbers masked. */
export type JournalEntry = {
  time: string
  method: string
  path: string
  /** Null when the connection was cut. */
  status: number | null
}

const maxEntries = 1000

export type Journal = ReturnType<typeof createJournal>

/** What was asked of the API, oldest first; the oldest are forgotten past a thousand. */
export function createJournal() {
  const entries: JournalEntry[] = []
  return {
    note(now: number, request: Request, status: number | null): void {
      const { pathname, search } = new URL(request.url)
      const path = maskNumbers(pathname + search)
      entries.push({ time: toTimestamp(now), method: request.method, path, status })
      if (entries.length > maxEntries) entries.shift()
    },
    entries: (): readonly JournalEntry[] => entries,
    clear(): void {
      entries.length = 0
    },
  }
}

/** `0812345678` → `******5678`: a phone number stays recognisable to who knows it. Digits inside an id
 * have letters beside them and stay. */
function maskNumbers(text: string): string {
  return text.replace(
    /(?<![0-9a-z])\d{9,15}(?![0-9a-z])/g,
    (digits) => '*'.repeat(digits.length - 4) + digits.slice(-4),
  )
}
