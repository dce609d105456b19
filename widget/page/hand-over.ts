import type { SubmitOutcome } from './submit-form.ts'

type HandOver = {
  /** Writes the source where the form sends it from; returns a function that takes it out. */
  put(): () => void
  /** Left out where the page submits the form itself. */
  submit?: (() => SubmitOutcome) | undefined
  /** The form is still here, or is back: prepares the checkout for another source. Left out where it has ended. */
  makeReady?(): void
}

/**
 * Hands a source over to a form of the page and submits the form. The source is
 * taken out again when the browser restores the page from its cache, because a
 * source is good for one charge, and when a field of the form is wrong, unless
 * no other source can come. Returns how to undo that and how to stop listening.
 */
export function handOver({ put, submit, makeReady }: HandOver): { undo(): void; stop(): void } {
  const takeOut = put()
  const stop = () => window.removeEventListener('pageshow', restored)
  const undo = () => {
    stop()
    takeOut()
  }
  const restored = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    undo()
    makeReady?.()
  }
  window.addEventListener('pageshow', restored)

  const outcome = submit?.() ?? 'leaves'
  if (outcome === 'leaves' || !makeReady) return { undo, stop }
  // A listener that has stopped the form may be about to send it by itself: it keeps the source.
  if (outcome === 'invalid') undo()
  makeReady()
  return { undo, stop }
}

/**
 * Writes the source into hidden inputs of the form, each once, in place of an
 * earlier source. Inputs that the page has made itself are used as they are.
 * Returns a function that takes the source out again.
 */
export function putSource(
  form: HTMLFormElement,
  source: string,
  // Our name, and the one that pages written for Omise.js use: a server may read either.
  names: readonly string[] = ['truemoneySource', 'omiseSource'],
): () => void {
  const undo = names.map((name) => {
    const own = form.querySelector<HTMLInputElement>(`input[name="${name}"]`)
    if (own) {
      own.value = source
      return () => {
        if (own.value === source) own.value = ''
      }
    }
    const input = form.ownerDocument.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = source
    form.append(input)
    return () => input.remove()
  })
  return () => {
    for (const takeOut of undo) takeOut()
  }
}
