import type { OrderKey } from '../contract.ts'
import type { CheckoutError } from '../core/errors.ts'
import type { Methods } from './offer/methods.ts'
import type { BeforeSubmit, Clock, MerchantClient, OmiseClient, Page } from './ports.ts'
import type { CheckoutEvent } from './state.ts'
import type { WakeUps } from './wake-ups.ts'

/** What the steps of one payment work with. */
export type FlowParts = {
  /** Without one there is nothing to ask about later. */
  order: OrderKey | undefined
  methods: Methods
  /** What addresses in the server's answers are relative to. */
  serverUrl: string
  authorizeOrigins: readonly string[]
  omise: OmiseClient
  merchant: MerchantClient
  /** Where it is not, the source is handed over to the page. */
  isChargedHere: boolean
  beforeSubmit: BeforeSubmit | undefined
  clock: Clock
  page: Page
  wakeUps: WakeUps
  dispatch(event: CheckoutEvent): void
  /** Tells the merchant's page; the buyer is told by events. */
  report(error: CheckoutError): void
  onSource(source: string): void
  onRedirect(authorizeUri: string): void
}
