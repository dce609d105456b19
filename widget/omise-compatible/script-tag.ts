import { withoutForm } from './buttons.ts'
import { type CardConfig, isForTrueMoney, normalize } from './card-config.ts'
import { complain, refuseCard } from './complaint.ts'
import { addInputs } from './form.ts'
import { refuseSecretKey } from './omise.ts'
import type { createOmiseCard } from './omise-card.ts'

/**
 * Script-in-form mode: a button after the script, which opens the checkout with
 * the script's attributes as they are when it is pressed. Each script has its own.
 */
export function startScriptTag(
  tag: HTMLElement,
  omiseCard: ReturnType<typeof createOmiseCard>,
): void {
  const { key, amount } = tag.dataset
  if (key === undefined || amount === undefined) return
  try {
    refuseSecretKey(key)
    const form = tag.closest('form')
    if (!form) throw withoutForm()
    const configNow = (): CardConfig => normalize({ key, ...tag.dataset })
    // Whoever writes our script's address means TrueMoney, also beside Omise.js.
    if (!isForTrueMoney(configNow(), false)) {
      refuseCard()
      return
    }

    // Omise.js takes the first script with a key and an amount for its own, wherever that is from.
    tag.removeAttribute('data-key')
    addInputs(form)
    tag.after(omiseCard.makeButton(() => ({ config: configNow(), form })))
  } catch (thrown) {
    complain(thrown)
  }
}
