import { expect, type Page } from 'playwright/test'

/** A checkout that is to come will say when it is whole: when the rest of the script is there too. */
export const watchForWhole = (page: Page) =>
  page.addInitScript(() => {
    document.addEventListener('tmn:ready', () => {
      document.documentElement.dataset.whole = ''
    })
  })

export const isWhole = (page: Page) => expect(page.locator('html[data-whole]')).toBeAttached()
