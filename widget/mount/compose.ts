import { type Listener, notify } from '../checkout/call-page.ts'
import { systemClock } from '../checkout/clock.ts'
import { type Checkout, createCheckout } from '../checkout/model.ts'
import type { Listeners, MerchantClient } from '../checkout/ports.ts'
import { platformOf } from '../core/platform.ts'
import type { Draft } from '../methods/draft.ts'
import { createMethods } from '../methods/methods.ts'
import { findSubject } from '../options/find-subject.ts'
import { chargesOf, sourcesOf } from '../options/page-functions.ts'
import type { Settings } from '../options/read-options.ts'
import { browserPage } from '../page/page.ts'
import { warn } from '../script/tell-developer.ts'
import type { Parts } from './parts.ts'

/**
 * Notifies listeners on the page of the same as the options' functions: `ready`, `change`, `source`
 * and so on. Returns whether there was one.
 */
export type Emit = (name: string, detail?: unknown) => boolean

/** Gets a source that nothing is charged with from here: a form of the page takes it. */
export type TakeSource = (source: string, settings: Settings) => void

/** What the buyer had typed, and the page's address, when the checkout began: a page may have changed it since. */
export type BegunCheckout = { draft: Draft | undefined; address: string }

/**
 * Joins the parts of one checkout. `latest` returns the settings as they are
 * now: functions may change while the checkout stays.
 */
export function composeCheckout(
  parts: Parts,
  latest: () => Settings,
  emit: Emit = () => false,
  takeSource: TakeSource = () => {},
  { draft, address }: BegunCheckout = {
    draft: undefined,
    address: addressOfPage()?.href ?? '',
  },
): Checkout {
  const settings = latest()
  const { omiseUrl, publicKey, authorizeOrigins, createSource, createCharge } = settings
  const subject = findSubject(settings, address)
  const isChargedHere = subject.kind !== 'amount' || createCharge !== undefined

  return createCheckout({
    subject,
    draft,
    methods: createMethods(() => platformOf(navigator)),
    offers: settings.offers,
    serverUrl: settings.serverUrl || (addressOfPage()?.origin ?? ''),
    authorizeOrigins,
    omise: createSource
      ? sourcesOf((...request) => (latest().createSource ?? createSource)(...request))
      : parts.createOmiseClient({ omiseUrl, publicKey }),
    merchant: merchantOf(parts, settings, latest),
    prepare: parts.prepareClients,
    isChargedHere,
    beforeSubmit: (request) => {
      const { beforeSubmit } = latest()
      return beforeSubmit?.(request)
    },
    clock: systemClock,
    page: browserPage,
    listeners: listenersOf(latest, emit, isChargedHere ? () => {} : takeSource),
  })
}

function merchantOf(
  parts: Parts,
  { serverUrl, createCharge }: Settings,
  latest: () => Settings,
): MerchantClient {
  const client = parts.createMerchantClient({
    serverUrl: serverUrl || (addressOfPage()?.origin ?? ''),
    chargeUrl:
      typeof createCharge === 'string'
        ? new URL(createCharge, addressOfPage()?.href ?? 'https://page.invalid').href
        : undefined,
  })
  if (typeof createCharge !== 'function') return client
  const charges = chargesOf((...request) => {
    const now = latest().createCharge
    return (typeof now === 'function' ? now : createCharge)(...request)
  })
  return { ...client, createCharge: charges }
}

/** In microtasks: the browser reports what a merchant's code throws, and nothing stops here. */
function listenersOf(latest: () => Settings, emit: Emit, takeSource: TakeSource): Listeners {
  const notifying =
    <Details extends [unknown?]>(name: string, listener: () => Listener<Details>) =>
    (...details: Details) =>
      queueMicrotask(() => {
        emit(name, ...details)
        notify(listener(), ...details)
      })
  let warned: string | undefined

  return {
    onReady: notifying('ready', () => latest().onReady),
    onChange: notifying('change', () => latest().onChange),
    onSource: (source) =>
      queueMicrotask(() => {
        const settings = latest()
        emit('source', source)
        queueMicrotask(() => takeSource(source, settings))
        notify(settings.onSource, source)
      }),
    onRedirect: notifying('redirect', () => latest().onRedirect),
    onResult: notifying('result', () => latest().onResult),
    onError: (error) =>
      queueMicrotask(() => {
        const { onError, publicKey } = latest()
        const { code, message, docs } = error
        const isHandled = emit('error', error) || onError !== undefined
        notify(onError, error)
        // With test keys alone: a developer reads the console then, and buyers otherwise.
        if (isHandled || warned === code || !publicKey.startsWith('pkey_test_')) return
        warned = code
        warn(`${code}: ${message} (${docs}) Handle it by onError or tmn:error.`)
      }),
    // For the merchant's statistics only: no event is dispatched on the page.
    onEvent: (event) => queueMicrotask(() => notify(latest().onEvent, event)),
  }
}

/** Returns the page's address; `undefined` on a server. */
function addressOfPage(): Location | undefined {
  return typeof location === 'undefined' ? undefined : location
}
