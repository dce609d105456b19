/** What went over the wire, in the order in which it began: bounded, and told to who listens. */
import { randomBytes } from 'node:crypto'

/** `other`: somebody with a key, on the command line for instance. */
export type Party = 'buyer' | 'merchant' | 'server' | 'omise' | 'other'

export type Step =
  | 'order'
  | 'source'
  | 'charge'
  | 'authorize'
  | 'return'
  | 'payment'
  | 'webhook'
  | 'reconcile'
  | 'expire'
  | 'refund'
  | 'methods'
  | 'other'

/** Headers and body with every secret masked; a body that is no text is named instead. */
export type Message = {
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | null
}

/** `status` is null where the connection was cut. */
export type Answer = Message & { readonly status: number | null; readonly ms: number }

export type Asked = {
  readonly step: Step
  readonly from: Party
  readonly to: Party
  readonly method: string
  readonly path: string
  /** The exchange that made the server ask, or its own clock; null where nobody knows. */
  readonly cause: number | 'clock' | null
  readonly request: Message
}

export type Exchange = Asked & {
  readonly kind: 'exchange'
  readonly key: number
  readonly at: number
  /** Null until there is one. */
  readonly answer: Answer | null
  /** How often the same was asked and answered in a row. */
  readonly times: number
}

/** Something that no request shows. */
export type Note = {
  readonly kind: 'note'
  readonly key: number
  readonly at: number
  readonly code: NoteCode
  /** An event's key, such as `charge.complete`. */
  readonly subject: string | null
}

export type NoteCode = 'webhook_lost' | 'webhook_late' | 'server_stopped' | 'server_started'

export type Entry = Exchange | Note

/** What a listener is told: an entry that is new or has changed, or that everything was forgotten. */
export type Told = { readonly id: string; readonly entry: Entry } | { readonly id: string }

/** An exchange under way, and what to call when it is answered. */
export type Begun = { readonly key: number; finish(answer: Answer): void }

export type Timeline = ReturnType<typeof createTimeline>

export function createTimeline({
  now,
  mostEntries = 300,
}: {
  now: () => number
  mostEntries?: number
}) {
  /** By key; an entry that changes keeps its place and gets a new number. */
  const entries = new Map<number, { number: number; entry: Entry }>()
  const listeners = new Set<(told: Told) => void>()
  /** Keys of exchanges because of which the server has asked Omise. */
  const causing = new Set<number>()
  let generation = newGeneration()
  let lastNumber = 0
  let lastKey = 0

  const idOf = (number: number) => `${generation}-${number}`

  function put(entry: Entry): void {
    lastNumber += 1
    entries.set(entry.key, { number: lastNumber, entry })
    const [oldest] = entries.keys()
    if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest)
    tell({ id: idOf(lastNumber), entry })
  }

  function tell(told: Told): void {
    for (const listener of listeners) listener(told)
  }

  function newKey(): number {
    lastKey += 1
    return lastKey
  }

  return {
    /** Notes what is asked, and later what was answered. */
    begin(asked: Asked): Begun {
      const key = newKey()
      if (typeof asked.cause === 'number') causing.add(asked.cause)
      put({ kind: 'exchange', key, at: now(), answer: null, times: 1, ...asked })
      const finish = (answer: Answer) => {
        causing.delete(key)
        const begun = entries.get(key)?.entry
        if (begun?.kind === 'exchange') put({ ...begun, answer })
      }
      return { key, finish }
    },

    /**
     * For what is asked again and again: tells nothing until the answer is there,
     * and counts one that repeats the last and made the server do nothing.
     */
    beginRepeatable(asked: Asked): Begun {
      const key = newKey()
      const at = now()
      const finish = (answer: Answer) => {
        const last = [...entries.values()]
          .map(({ entry }) => entry)
          .findLast((entry) => entry.kind === 'note' || entry.to === 'server')
        const hasCaused = causing.delete(key)
        if (!hasCaused && last?.kind === 'exchange' && isSame(last, asked, answer))
          put({ ...last, answer, times: last.times + 1 })
        else put({ kind: 'exchange', key, at, answer, times: 1, ...asked })
      }
      return { key, finish }
    },

    note(code: NoteCode, subject: string | null = null): void {
      put({ kind: 'note', key: newKey(), at: now(), code, subject })
    },

    /** Forgets everything, and says so. */
    clear(): void {
      entries.clear()
      causing.clear()
      generation = newGeneration()
      tell({ id: idOf(lastNumber) })
    },

    /** What somebody has not been told who was told `lastId`: everything, unless that is one of ours. */
    since(lastId: string | undefined): readonly Told[] {
      const [, theirs = '', number = '0'] = /^(\w+)-(\d+)$/.exec(lastId ?? '') ?? []
      const missed = [...entries.values()]
        .filter((one) => theirs !== generation || one.number > Number(number))
        .toSorted((a, b) => a.number - b.number)
        .map((one) => ({ id: idOf(one.number), entry: one.entry }))
      return theirs === generation ? missed : [{ id: idOf(0) }, ...missed]
    },

    /** Answers how to stop listening. */
    listen(listener: (told: Told) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Ids of another run or of what was cleared mean nothing here. */
function newGeneration(): string {
  return randomBytes(6).toString('hex')
}

function isSame(before: Exchange, asked: Asked, answer: Answer): boolean {
  return (
    before.method === asked.method &&
    before.path === asked.path &&
    before.answer?.status === answer.status &&
    before.answer.body === answer.body
  )
}
