import type { MerchantClient, OmiseClient } from '../checkout/ports.ts'
import type { Speak } from '../locales/languages.ts'
import type { ShowQr } from '../methods/qr/qr-panel.tsx'

/** Parts that a script loads when they are needed, and that the npm package imports. */
export type Parts = {
  createOmiseClient(options: { omiseUrl: string; publicKey: string }): OmiseClient
  createMerchantClient(options: {
    serverUrl: string
    chargeUrl: string | undefined
  }): MerchantClient
  /** Loads the clients, because they are needed soon. */
  prepareClients(): void
  speak: Speak
  /** Returns what is wrong with the shop's own words, each with what to do. */
  textProblems(texts: unknown): string[]
  qrPanel: ShowQr
}
