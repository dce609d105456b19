import { forgetSources } from './form.ts'
import { createOmise } from './omise.ts'
import { createOmiseCard } from './omise-card.ts'
import { isOmise, isOmiseCard, shareGlobal } from './omise-js.ts'
import type { Page } from './page.ts'
import { startScriptTag } from './script-tag.ts'

/**
 * The entry of `omise-compatible.js`: `window.Omise` and `window.OmiseCard` with
 * TrueMoney as the payment method, and a button for each of its script tags.
 * `data-tmn-omise-url` at a script tag names another Omise, a simulator's.
 */
export type OmiseCompatible = {
  version: string
  /** Each copy of the script hands its own tag to the copy that was first. */
  start(tag: HTMLElement | null): void
}

declare global {
  interface Window {
    TrueMoneyOmiseCompatible?: OmiseCompatible
  }
}

function install(): OmiseCompatible {
  const page: Page = { omiseUrl: 'https://api.omise.co', publicKey: '', cards: {} }
  const omise = createOmise(page)
  const omiseCard = createOmiseCard(page)

  shareGlobal('Omise', omise, isOmise, (theirs) => {
    page.cards.omise = theirs
    if (page.publicKey) theirs.setPublicKey(page.publicKey)
  })
  shareGlobal('OmiseCard', omiseCard.api, isOmiseCard, (theirs) => {
    page.cards.omiseCard = theirs
    const configured = omiseCard.configured()
    if (Object.keys(configured).length > 0) theirs.configure({ ...configured })
  })

  const startAll = () => {
    // A script without an address of its own is started by nobody else.
    for (const tag of document.querySelectorAll<HTMLElement>('script[data-key]:not([src])'))
      startScriptTag(tag, omiseCard)
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', startAll)
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) forgetSources()
  })

  return {
    version: __VERSION__,
    start(tag) {
      page.omiseUrl = tag?.dataset.tmnOmiseUrl?.replace(/\/+$/, '') || page.omiseUrl
      if (tag) startScriptTag(tag, omiseCard)
      startAll()
    },
  }
}

window.TrueMoneyOmiseCompatible ??= install()
const tag = document.currentScript
window.TrueMoneyOmiseCompatible.start(tag instanceof HTMLElement ? tag : null)
