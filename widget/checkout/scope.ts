/** A stretch of time inside a longer one: it ends by itself or with the longer one. */
export type Scope = { signal: AbortSignal; end(): void }

/** `AbortSignal.any` would do, but phones that still buy things do not have it. */
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
