/**
 * Why the server asks Omise: told exactly, not guessed from the time. What
 * answers a request runs in that request's context; a call to Omise from it
 * carries the request's key in a header, and one from no context at all was
 * made by the server's own clock. The server itself knows nothing of it.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import * as z from 'zod/mini'

export const causeHeader = 'x-playground-cause'

/** Undici's request when it has just been made; it has to stay the same object. */
type MadeRequest = { readonly origin: unknown; addHeader(name: string, value: string): void }
const madeRequest = z.object({
  request: z.custom<MadeRequest>(
    (value) => typeof value === 'object' && value !== null && 'addHeader' in value,
  ),
})

export type Causes = ReturnType<typeof followCauses>

export function followCauses(omiseUrl: string) {
  const context = new AsyncLocalStorage<number>()
  const { origin } = new URL(omiseUrl)

  const mark = (message: unknown) => {
    const made = madeRequest.safeParse(message)
    if (!made.success || String(made.data.request.origin) !== origin) return
    made.data.request.addHeader(causeHeader, String(context.getStore() ?? 'clock'))
  }
  subscribe('undici:request:create', mark)

  return {
    /** Runs what answers the exchange with this key. */
    within: <Result>(key: number, work: () => Result): Result => context.run(key, work),
    stop: (): void => {
      unsubscribe('undici:request:create', mark)
    },
  }
}

/** What a call to Omise says of its cause; null when it is none of our server's. */
export function causeOf(headers: Headers): number | 'clock' | null {
  const told = headers.get(causeHeader)
  if (told === null) return null
  return /^\d+$/.test(told) ? Number(told) : 'clock'
}
