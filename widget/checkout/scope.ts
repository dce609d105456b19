/** A signal inside a longer one: it aborts when it is ended, or with the longer one. */
export type Scope = { signal: AbortSignal; end(): void }

/** In place of `AbortSignal.any`, which older phones do not have. */
export function scopeWithin(outer: AbortSignal): Scope {
  const controller = new AbortController()
  const end = () => {
    outer.removeEventListener('abort', end)
    controller.abort()
  }
  if (outer.aborted) controller.abort()
  else outer.addEventListener('abort', end)
  return { signal: controller.signal, end }
}
