/** What a check has to say. */
export type Level = 'right' | 'warning' | 'wrong' | 'unchecked'

export type Finding = {
  readonly level: Level
  readonly found: string
  /** Where to turn to, and what to do there; `null` when there is nothing to do. */
  readonly advice: string | null
}

export function right(found: string): Finding {
  return { level: 'right', found, advice: null }
}

export function warning(found: string, advice: string): Finding {
  return { level: 'warning', found, advice }
}

export function wrong(found: string, advice: string): Finding {
  return { level: 'wrong', found, advice }
}

/** Neither right nor wrong: it could not be found out. */
export function unchecked(found: string, advice: string | null = null): Finding {
  return { level: 'unchecked', found, advice }
}
