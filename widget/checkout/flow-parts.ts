import type { OrderKey } from '../contract.ts'
import type { CheckoutError } from '../core/errors.ts'
import type { Methods } from './offer/methods.ts'
import type { BeforeSubmit, Clock, MerchantClient, OmiseClient, Page } from './ports.ts'
import type { CheckoutEvent } from './state.ts'
import type { WakeUps } from './wake-ups.ts'

/** What the steps of one payment need. */
export type FlowParts = {
  /** Without one the server cannot be asked about the payment later. */
  order: OrderKey | undefined
  methods: Methods
  /** Addresses in the server's responses are relative to it. */
  serverUrl: string
  authorizeOrigins: readonly string[]
  omise: OmiseClient
  merchant: MerchantClient
  /** `false`: the source is handed over to the page. */
  isChargedHere: boolean
  beforeSubmit: BeforeSubmit | undefined
  clock: Clock
  page: Page
  wakeUps: WakeUps
  dispatch(event: CheckoutEvent): void
  /** Notifies the merchant's page; the buyer is notified by events. */
  report(error: CheckoutError): void
  onSource(source: string): void
  onRedirect(authorizeUri: string): void
}
