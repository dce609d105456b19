import { notify } from '../checkout/call-page.ts'
import type { CheckoutError } from '../core/errors.ts'
import type { CheckoutOptions } from '../options/options.ts'
import { dispatchPageEvent } from '../page/page-event.ts'
import { warn } from '../script/tell-developer.ts'

/** Tells the page what went wrong before there was a checkout to tell it. */
export function tellError(
  target: EventTarget,
  { onError }: Pick<CheckoutOptions, 'onError'>,
  detail: CheckoutError,
): void {
  warn(detail.message)
  dispatchPageEvent(target, 'error', detail)
  queueMicrotask(() => notify(onError, detail))
}
