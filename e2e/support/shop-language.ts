import type { BrowserContext } from 'playwright/test'
import type { Locale } from '../../widget/locales/locale.ts'

/** Has the shop and its checkout speak a language. The shop has no Japanese: there its checkout alone does. */
export async function speak(context: BrowserContext, language: Locale): Promise<void> {
  await context.addInitScript(
    (chosen) => localStorage.setItem('shop-language', chosen),
    language === 'ja' ? 'en' : language,
  )
  if (language !== 'ja') return
  await context.addInitScript(() => {
    let present: typeof window.TrueMoneyCheckout
    Object.defineProperty(window, 'TrueMoneyCheckout', {
      get: () => present,
      set: (api: NonNullable<typeof present>) => {
        const { mount } = api
        api.mount = (target, options) => mount(target, { ...options, locale: 'ja' })
        present = api
      },
    })
  })
}
