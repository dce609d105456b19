/**
 * What everybody who acts has been answered so far: with the books and what is
 * under way, that is all that the rest of a run depends on. Kept only where
 * states are compared.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'

type History = { readonly name: string; digest: string }

const current = new AsyncLocalStorage<History>()
let isKept = false
let kept: History[] = []

/** For a new run; `keeps`: whether histories are wanted. */
export function forgetHistories(keeps: boolean): void {
  isKept = keeps
  kept = []
}

/** Does the work as somebody with a history of their own. */
export function withHistory<Result>(name: string, work: () => Result): Result {
  if (!isKept) return work()
  const history = { name, digest: '' }
  kept.push(history)
  return current.run(history, work)
}

/** Returns what adds an answer to the history of whoever is acting now. */
export function historian(): (what: string, answer: unknown) => void {
  const history = isKept ? current.getStore() : undefined
  if (history === undefined) return () => {}
  return (what, answer) => {
    history.digest = createHash('md5')
      .update(`${history.digest} ${what} ${wordsOf(answer)}`)
      .digest('base64')
  }
}

export function histories(): readonly string[] {
  return kept.map(({ name, digest }) => `${name} ${digest}`).sort()
}

function wordsOf(answer: unknown): string {
  return JSON.stringify(answer, (_key, value) =>
    value instanceof Error ? `${value.name} ${value.message}` : value,
  )
}
