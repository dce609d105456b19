import type { JSX } from 'preact'
import { createMerchantClient } from '../clients/merchant.ts'
import { createOmiseClient } from '../clients/omise.ts'
import { en } from '../locales/en.ts'
import { speak } from '../locales/languages.ts'
import { textProblems } from '../locales/text-problems.ts'
import { QrPanel } from '../methods/qr/qr-panel.tsx'
import { findTarget } from '../options/find-target.ts'
import type { CheckoutOptions, GivenOptions } from '../options/options.ts'
import { readOptions, type Settings } from '../options/read-options.ts'
import { type OverlayHandle, type OverlayOptions, openWith } from '../overlay/open.tsx'
import { type CheckoutHandle, type MountHooks, mountWith } from './mount.tsx'
import type { Parts } from './parts.ts'
import { CheckoutHost } from './truemoney-checkout.tsx'

/** The parts of the npm package: all of them are imported. */
const parts: Parts = {
  createOmiseClient,
  createMerchantClient,
  prepareClients: () => {},
  speak,
  textProblems: (texts) => textProblems(texts, en),
  qrPanel: () => QrPanel,
}

/**
 * Puts a checkout into an element of the page, in place of its content and of
 * an earlier checkout. Beside the callbacks, the element gets bubbling events:
 * `tmn:ready`, `tmn:change`, `tmn:source`, `tmn:redirect`, `tmn:result` and
 * `tmn:error`, whose `detail` is what the callback gets.
 *
 * Throws a `CheckoutError` when the target does not exist or an option is wrong.
 *
 * @example
 * const { unmount } = mount('#pay', { publicKey: 'pkey_test_123', order })
 */
export function mount(target: string | Element, options: CheckoutOptions): CheckoutHandle {
  const settings = checkOptions(options)
  return mountSettings(findTarget(target), settings)
}

/** Mounts what `checkOptions` has read. */
export function mountSettings(
  element: Element,
  settings: Settings,
  hooks?: MountHooks,
): CheckoutHandle {
  return mountWith(parts, element, settings, hooks)
}

/** Reads options and checks the shop's own words. Throws a `CheckoutError` that names every problem. */
export function checkOptions(options: GivenOptions): Settings {
  return readOptions(options, parts.textProblems)
}

/**
 * Shows a checkout in a dialog above the page. The buyer closes it by Esc, by
 * its button, or by the phone's back button, at any time: a request under way
 * is aborted, and a charge that may have been made all the same is read first
 * when the same order is shown again. Another overlay that is open is closed. Beside `onClosed`, the document gets the event `tmn:closed`.
 *
 * Throws a `CheckoutError` when an option is wrong; then nothing has changed.
 *
 * @example open({ publicKey: 'pkey_test_123', order, onClosed: ({ by }) => log(by) })
 */
export function open(options: OverlayOptions): OverlayHandle {
  return openWith(parts, checkOptions(options), options)
}

/**
 * The checkout as a Preact component. Import `truemoney-checkout/styles.css`
 * once. Another order, key or server starts again; amount, language and
 * functions may change at any time. Throws a `CheckoutError` where an option is
 * wrong.
 *
 * @example <TrueMoneyCheckout publicKey="pkey_test_123" order={order} onResult={showThanks} />
 */
export function TrueMoneyCheckout(options: CheckoutOptions): JSX.Element {
  return <CheckoutHost parts={parts} settings={checkOptions(options)} />
}
