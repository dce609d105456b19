/**
 * What TrueMoney decides about the next payment without being asked: the
 * simulator's own page gets the button pressed for the buyer, once.
 */
import type { Answering } from './wire-tap.ts'

/** `asks`: the buyer decides on the page; `expires`; anything else is a failure code. */
export type Verdict = string

export type Verdicts = ReturnType<typeof createVerdicts>

export function createVerdicts(failureCodes: readonly string[], onChange: () => void) {
  let next: Verdict = 'asks'

  function set(verdict: Verdict): void {
    if (next === verdict) return
    next = verdict
    onChange()
  }

  return {
    all: ['asks', 'expires', ...failureCodes] as readonly Verdict[],
    next: () => next,
    set,
    /** The button of the authorize page that a verdict presses. */
    pressOn: (authorizeUri: string, verdict: Verdict): Request =>
      new Request(authorizeUri, { method: 'POST', body: formOf(verdict) }),
    /** A buyer who arrives at the authorize page finds it decided. */
    around<Rest extends unknown[]>(answer: Answering<Rest>) {
      return async (request: Request, ...rest: Rest): Promise<Response> => {
        const { pathname } = new URL(request.url)
        const isArrival =
          request.method === 'GET' && /^\/payments\/[^/]+\/authorize$/.test(pathname)
        if (!isArrival || next === 'asks') return answer(request, ...rest)
        const verdict = next
        set('asks')
        return answer(this.pressOn(request.url, verdict), ...rest)
      }
    },
  }
}

function formOf(verdict: Verdict): URLSearchParams {
  return verdict === 'expires'
    ? new URLSearchParams({ decision: 'expired' })
    : new URLSearchParams({ decision: 'failed', failure_code: verdict })
}
