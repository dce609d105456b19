import { setTimeout as sleep } from 'node:timers/promises'
import { StoreError } from '../../checkout/store-error.ts'

/** Admits as many callers at a time as there are connections; the others wait in a queue. */
export type Gate = {
  /** Resolves with the function that leaves. Rejects with a `busy` `StoreError` at `giveUpAt`. */
  enter(giveUpAt: number): Promise<() => void>
  /** There are no more connections than callers inside: the limit is that for a while. */
  narrow(): Promise<void>
}

export type GateOptions = {
  /** Most callers inside. */
  readonly most: number
  /** Most callers in the queue; each holds a request's memory. */
  readonly mostWaiting: number
  /** How long a narrowed limit holds, in milliseconds, before more is tried again. */
  readonly narrowForMs: number
}

/** Pause before a retry where no caller is inside that could leave. */
const pauseMs = 100

export function createGate({ most, mostWaiting, narrowForMs }: GateOptions): Gate {
  const queue: { admit(): void }[] = []
  let inside = 0
  let limit = most
  let narrowedUntil = 0

  return {
    enter(giveUpAt) {
      if (limit < most && performance.now() >= narrowedUntil) limit = most
      if (inside < limit && queue.length === 0) return Promise.resolve(admit())
      if (queue.length >= mostWaiting)
        return Promise.reject(new StoreError('busy', `${mostWaiting} callers wait already`))
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          queue.splice(queue.indexOf(waiting), 1)
          reject(new StoreError('busy', 'no connection became free in time'))
        }, giveUpAt - performance.now())
        const waiting = {
          admit() {
            clearTimeout(timer)
            resolve(admit())
          },
        }
        queue.push(waiting)
      })
    },
    async narrow() {
      limit = Math.max(1, inside)
      narrowedUntil = performance.now() + narrowForMs
      if (inside === 0) await sleep(pauseMs)
    },
  }

  function admit(): () => void {
    inside += 1
    let hasLeft = false
    return () => {
      if (hasLeft) return
      hasLeft = true
      inside -= 1
      while (inside < limit && queue.length > 0) queue.shift()?.admit()
    }
  }
}
