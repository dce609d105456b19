import { firstMethod } from '../checkout/offer/offers.ts'
import type { Subject } from '../checkout/subject.ts'
import { toCheckoutError } from '../core/errors.ts'
import { isTyped } from '../methods/draft.ts'
import { phoneDraft } from '../methods/phone/phone.ts'
import type { CheckoutHandle } from '../mount/mount.tsx'
import { findSubject } from '../options/find-subject.ts'
import { findTarget } from '../options/find-target.ts'
import type { GivenOptions } from '../options/options.ts'
import { readOptions, type Settings } from '../options/read-options.ts'
import { hasLeft } from '../page/left-orders.ts'
import { watchPresence } from '../page/presence.ts'
import type * as payModule from '../script/pay-file.ts'
import { makePlace } from '../ui/surroundings/place.ts'
import { type Surroundings, surroundingsOf } from '../ui/surroundings/surroundings.ts'
import { type FirstForm, showForm, showNothingYet, showVerifying } from './first-form.ts'
import { keepBringing } from './keep-bringing.ts'
import type { LaterFiles } from './later-files.ts'
import { tellError } from './tell-error.ts'
import { withWords } from './with-words.ts'

const begun = new WeakMap<Element, CheckoutHandle>()

/**
 * `mount`, with what the script's first file has: the form is there at once,
 * and the rest comes while the buyer types. What the page or the buyer
 * want until then is done as soon as it is there.
 *
 * Throws a `CheckoutError` when the target does not exist or an option is
 * wrong. Wrong `texts` are found by a later file, and told by `tmn:error`,
 * `onError` and the console.
 */
export function mountFirst(
  files: LaterFiles,
  target: string | Element,
  options: GivenOptions,
): CheckoutHandle {
  const settings = readOptions(options)
  const element = findTarget(target)
  begun.get(element)?.unmount()
  const around = surroundingsOf(element, settings.locale)
  const file = withWords(files, files.pay, settings, around.locale)
  const pay = file.here()
  if (pay) return pay.mountInPage(files, element, settings)

  const place = makePlace(element)
  const untilWhole = new AbortController()
  const { signal } = untilWhole
  const address = location.href
  const form = show(place.root, around, settings, address, signal)

  let latest = settings
  let checkout: CheckoutHandle | undefined
  let isOver = false
  let isSubmitted = false

  const end = () => {
    isOver = true
    untilWhole.abort()
    stopBringing()
    stopWatching()
    if (begun.get(element) === handle) begun.delete(element)
  }
  const goOn = ({ mountInPage }: typeof payModule.pay) => {
    if (isOver) return
    end()
    try {
      const draft = form?.field && phoneDraft(form.field.value)
      checkout = mountInPage(files, element, latest, { place, draft, address })
      if (isSubmitted) checkout.submit()
    } catch (thrown) {
      place.remove()
      tellError(element, latest, toCheckoutError(thrown))
    }
  }
  const giveUp = (thrown: unknown) => {
    if (isOver) return
    tellError(element, latest, toCheckoutError(thrown))
    if (!isSubmitted) return
    isSubmitted = false
    form?.setBusy(false)
    form?.showUnreachable()
  }
  const { bringNow, stopBringing } = keepBringing(file, goOn, giveUp, form?.field === undefined)
  const submit = () => {
    if (isOver || isSubmitted || !form) return
    isSubmitted = true
    form.setBusy(true)
    bringNow()
  }

  const handle: CheckoutHandle = {
    update: (changes) => {
      if (checkout) return checkout.update(changes)
      if (isOver) return
      latest = readOptions({ ...latest, ...changes })
    },
    submit: () => (checkout ? checkout.submit() : submit()),
    focus: () => {
      if (checkout) checkout.focus()
      else place.root.querySelector<HTMLElement>('[data-tmn-focus]')?.focus()
    },
    reset: () => {
      if (checkout) checkout.reset()
      else if (form?.field && !isSubmitted) form.field.value = ''
    },
    unmount: () => {
      if (checkout) return checkout.unmount()
      if (isOver) return
      end()
      place.remove()
    },
  }
  begun.set(element, handle)
  const stopWatching = watchPresence(element, handle.unmount)
  // Where the server is asked first, it is asked soon; and a button alone may be pressed at once.
  if (!form?.field) files.clients.prepare()
  form?.field?.addEventListener(
    'focus',
    () => {
      bringNow()
      files.clients.prepare()
    },
    { signal },
  )
  form?.element.addEventListener(
    'submit',
    (event) => {
      event.preventDefault()
      // Inside a merchant's own form, this is not that form's submit.
      event.stopPropagation()
      submit()
    },
    { signal },
  )
  return handle
}

function show(
  root: Element | ShadowRoot,
  around: Surroundings,
  settings: Settings,
  address: string,
  signal: AbortSignal,
): FirstForm | undefined {
  const subject = findSubject(settings, address)
  if (subject.kind === 'missing') {
    showNothingYet(root, around)
    return undefined
  }
  if (subject.kind === 'returned' || mayBePaid(subject)) {
    showVerifying(root, settings, around)
    return undefined
  }
  const { amount } = subject
  const method = firstMethod(amount, settings.offers)
  if (method !== undefined)
    return showForm(root, settings, around, { amount, isTyped: isTyped(method) }, signal)
  showNothingYet(root, around)
  return undefined
}

/** Then the server is asked first. */
function mayBePaid(subject: Extract<Subject, { kind: 'order' | 'amount' }>): boolean {
  return subject.kind === 'order' && (subject.returned || hasLeft(subject.orderId))
}
