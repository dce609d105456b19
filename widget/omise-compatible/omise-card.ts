import { createButtons, type Press } from './buttons.ts'
import {
  type CardConfig,
  defaultConfig,
  isForTrueMoney,
  normalize,
  readSettings,
  textOf,
} from './card-config.ts'
import { callBack, refuseCard } from './complaint.ts'
import { refuseSecretKey } from './omise.ts'
import { createOverlay } from './overlay.ts'
import type { ConfiguredButton, Page } from './page.ts'

/** `window.OmiseCard`, with TrueMoney as the payment method. Cards are left to Omise.js where the page has it. */
export function createOmiseCard(page: Page) {
  let configured: CardConfig = {}
  let ourButtons: ConfiguredButton[] = []
  let cardButtons: (ConfiguredButton & { isHandedOn: boolean })[] = []
  /** As in Omise.js, `open` serves the form of the first script tag, or of the button pressed last. */
  let form: HTMLFormElement | undefined
  const overlay = createOverlay(page)
  const buttons = createButtons((pressed) => {
    form = pressed.form
    overlay.show(readSettings(merge(pressed.config)), form)
  })

  const api = {
    configure(config: CardConfig): CardConfig {
      configured = { ...configured, ...read(config) }
      page.cards.omiseCard?.configure({ ...config })
      return merge()
    },
    getDefaultConfig: () => merge(),

    configureButton(buttonId: string, config: CardConfig = {}): ConfiguredButton {
      const own = read(config)
      const button = { buttonId, configuration: merge(own) }
      if (isOurs(button.configuration)) ourButtons.push(button)
      // Without our defaults: Omise.js has its own.
      else
        cardButtons.push({ buttonId, configuration: { ...configured, ...own }, isHandedOn: false })
      return button
    },
    getAllConfigureButtons: (): ConfiguredButton[] =>
      [...ourButtons, ...cardButtons].map(({ buttonId, configuration }) => ({
        buttonId,
        configuration,
      })),
    attach: (): Element[] => [...attachOurs(), ...attachCards()],

    /** `false` where nothing was opened; the console says why. */
    open(config: CardConfig = {}, callback?: () => void): boolean {
      const { omiseCard } = page.cards
      const merged = merge(read(config))
      if (!isOurs(merged)) {
        if (omiseCard) return omiseCard.open({ ...config }, callback)
        refuseCard()
        return false
      }
      const isOpen = overlay.show(readSettings(merged), form)
      if (isOpen) callBack(callback)
      return isOpen
    },
    close(callback?: () => void): boolean {
      const { omiseCard } = page.cards
      if (omiseCard && !overlay.isShown()) return omiseCard.close(callback)
      overlay.close(callback)
      return true
    },
    /** Closes, forgets every configuration and lets go of every button. All of it may begin anew. */
    destroy(): void {
      overlay.close()
      buttons.release()
      configured = {}
      ourButtons = []
      cardButtons = []
      form = undefined
      page.cards.omiseCard?.destroy()
    },
  }

  return {
    api,
    configured: () => configured,
    /** A button for a script tag, whose attributes are read when it is pressed. */
    makeButton(pressed: () => Press): Element {
      const merged = (): Press => {
        const { config, form } = pressed()
        return { config: merge(config), form }
      }
      const first = merged()
      form ??= first.form
      return buttons.make(readSettings(first.config).buttonLabel, merged)
    },
  }

  function attachOurs(): Element[] {
    return ourButtons.flatMap(({ buttonId, configuration }) =>
      buttons.attach({
        selector: buttonId,
        config: configuration,
        defaultFormTarget: textOf(configured.submitFormTarget),
        defaultLabel: textOf(configured.buttonLabel),
      }),
    )
  }

  /** Omise.js listens once more at every attach: it is told of each button once. */
  function attachCards(): Element[] {
    const waiting = cardButtons.filter(({ isHandedOn }) => !isHandedOn)
    if (waiting.length === 0) return []
    const { omiseCard } = page.cards
    if (!omiseCard) {
      refuseCard()
      return []
    }
    for (const button of waiting) {
      omiseCard.configureButton(button.buttonId, button.configuration)
      button.isHandedOn = true
    }
    return omiseCard.attach()
  }

  function merge(own: CardConfig = {}): CardConfig {
    return { ...defaultConfig, ...configured, ...own }
  }

  function isOurs(config: CardConfig): boolean {
    return isForTrueMoney(config, page.cards.omiseCard !== undefined)
  }
}

/** Throws a `CheckoutError` for a secret key, before anything is done with it. */
function read(config: CardConfig): CardConfig {
  const own = normalize(config)
  refuseSecretKey(own.key)
  return own
}
