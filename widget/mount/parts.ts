import type { MerchantClient, OmiseClient } from '../checkout/ports.ts'
import type { Speak } from '../locales/languages.ts'
import type { ShowQr } from '../methods/qr/qr-panel.tsx'

/** What a checkout is composed of and may get later: the npm package passes all of it, a script loads it when it is needed. */
export type Parts = {
  createOmiseClient(options: { omiseUrl: string; publicKey: string }): OmiseClient
  createMerchantClient(options: {
    serverUrl: string
    chargeUrl: string | undefined
  }): MerchantClient
  /** The clients are going to be needed soon. */
  prepareClients(): void
  speak: Speak
  /** What is wrong with a merchant's own words, each with what to do. */
  textProblems(texts: unknown): string[]
  qrPanel: ShowQr
}
