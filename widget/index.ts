export type { Payment, PaymentStatus } from './contract.ts'
export { CheckoutError, type CheckoutErrorCode } from './core/errors.ts'
export type { Locale, LocaleTag } from './locales/locale.ts'
export type { TextOverrides } from './locales/overrides.ts'
export { type CheckoutHandle, mount } from './mount/mount.tsx'
export { TrueMoneyCheckout } from './mount/truemoney-checkout.tsx'
export type {
  CheckoutOptions,
  CheckoutOrder,
  CreateCharge,
  CreateSource,
} from './options/options.ts'
export { type OverlayHandle, type OverlayOptions, open } from './overlay/open.tsx'
export type { OverlayClosed } from './overlay/tell-closed.ts'
