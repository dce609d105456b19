/** A signal that aborts after `ms` milliseconds. Browsers that can pay here need not have `AbortSignal.timeout`. */
export function deadline(ms) {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), ms)
  return controller.signal
}
