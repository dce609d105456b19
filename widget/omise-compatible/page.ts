import type { CardConfig } from './card-config.ts'

/** Gets HTTP's status and Omise's JSON, or 0 and what went wrong on the way. */
export type OmiseCallback = (status: number, answer: unknown) => void

export type ConfiguredButton = { buttonId: string; configuration: CardConfig }

/** The part of Omise.js's `Omise` that is needed here for cards. */
export type CardsOmise = {
  setPublicKey(key: string): string
  createToken(as: string, attributes: unknown, callback?: OmiseCallback): void
}

/** The same of its `OmiseCard`. */
export type CardsOmiseCard = {
  configure(config: CardConfig): CardConfig
  configureButton(buttonId: string, config: CardConfig): ConfiguredButton
  attach(): Element[]
  open(config: CardConfig, callback?: () => void): boolean
  close(callback?: () => void): boolean
  destroy(): void
}

/** What `Omise` and `OmiseCard` know in common of the page that they are on. */
export type Page = {
  omiseUrl: string
  publicKey: string
  /** Omise.js, where the page has it too. */
  cards: { omise?: CardsOmise; omiseCard?: CardsOmiseCard }
}
