import { CheckoutError } from '../core/errors.ts'
import type { CheckoutOptions } from '../options/options.ts'
import type { OverlayOptions } from '../overlay/open.tsx'
import { throwApart } from './tell-developer.ts'

/** A call made before the script was there: its name and arguments, or a function that gets what is there then. */
export type QueuedCall<Api> =
  | readonly ['mount', string | Element, CheckoutOptions]
  | readonly ['open', OverlayOptions]
  | readonly ['load']
  | ((api: Api) => void)

export type Queue<Api> = { push(...calls: QueuedCall<Api>[]): unknown }

/**
 * Makes the calls that a page has queued, in order, and from then on every one
 * at once when it is pushed. One that fails is reported and stops no other.
 */
export function runQueue(queue: unknown[], api: Record<string, unknown>): void {
  queue.push = (...calls) => {
    for (const call of calls) runCall(call, api)
    return 0
  }
  for (const call of queue.splice(0)) runCall(call, api)
}

function runCall(call: unknown, api: Record<string, unknown>): void {
  try {
    if (typeof call === 'function') return void call(api)
    const [name, ...given]: unknown[] = Array.isArray(call) ? call : []
    const method = typeof name === 'string' && callable.includes(name) ? api[name] : undefined
    if (typeof method !== 'function') throw notCallable(name)
    Reflect.apply(method, undefined, given)
  } catch (error) {
    throwApart(error)
  }
}

const callable = ['mount', 'open', 'load']

function notCallable(name: unknown): CheckoutError {
  const got = typeof name === 'string' ? JSON.stringify(name.slice(0, 80)) : typeof name
  return new CheckoutError(
    'invalid_options',
    `queue: expected a function or a call such as ['mount', '#pay', { publicKey, order }], got ${got}; push one of ${callable.join(', ')}.`,
  )
}
