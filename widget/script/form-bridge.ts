import type { TakeSource } from '../mount/compose.ts'
import { handOver, putSource } from '../page/hand-over.ts'
import { submitForm } from '../page/submit-form.ts'

/** Hands sources over to a form of the page. */
export type FormBridge = { takeSource: TakeSource; stop(): void }

type FormBridgeParts = {
  findForm(): HTMLFormElement | null
  /** What has to be done before the form can be submitted. */
  beforeSubmit?(): Promise<void>
  /** The form is still here, or is back: the checkout gets ready for another source. */
  makeReady(): void
}

/**
 * Takes sources that are charged nowhere, writes each into the form around the
 * checkout and submits it. Where the page gives its own `onSource`, the form is
 * left alone.
 */
export function createFormBridge({
  findForm,
  beforeSubmit,
  makeReady,
}: FormBridgeParts): FormBridge {
  let isStopped = false
  let handed: ReturnType<typeof handOver> | undefined

  const give = async (source: string) => {
    await beforeSubmit?.()
    const form = findForm()
    if (isStopped || !form) return
    handed?.undo()
    handed = handOver({
      put: () => putSource(form, source),
      submit: () => submitForm(form),
      makeReady,
    })
  }

  return {
    takeSource: (source, { onSource }) => {
      if (!onSource && !isStopped && findForm()) void give(source)
    },
    stop: () => {
      isStopped = true
      handed?.stop()
    },
  }
}
