/** A developer at the playground of the demo. */
import type { Locator, Page } from 'playwright/test'
import type { Demo } from './demo.ts'
import { test as base, expect } from './journey.ts'

export type Playground = ReturnType<typeof createPlayground>

export const test = base.extend<{ playground: Playground }>({
  playground: async ({ page, demo }, use) => {
    for (const path of ['troubles', 'timeline'])
      await fetch(`${demo.url}/playground/api/${path}`, { method: 'DELETE' })
    await use(createPlayground(page, demo))
  },
})

function createPlayground(page: Page, demo: Demo) {
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name })
  return {
    page,
    button,
    /** In English, which the words of these journeys are in. */
    async open(language: 'th' | 'en' = 'en') {
      await page.addInitScript((l) => localStorage.setItem('shop-language', l), language)
      await page.goto(`${demo.url}/playground/`)
    },
    field: () => page.getByLabel('TrueMoney mobile number'),
    async leaveForTrueMoney() {
      await this.field().fill('081-234-5678')
      await page.locator('.tmn-root .tmn-primary').click()
    },
    async confirmAtTrueMoney() {
      await expect(page).toHaveURL((url) => url.href.startsWith(demo.simulatorUrl))
      await page.locator('button[value=successful]').click()
    },
    /** Back on the page that the payment began at. */
    async sees(title: string) {
      await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible()
      await expect(page).toHaveURL((url) => url.pathname === '/playground/')
    },
    /** The titles of all lines, oldest first. */
    titles: () => page.locator('#entries .what').allTextContents(),
    line: (title: string): Locator =>
      page.locator('#entries li').filter({ has: page.getByText(title, { exact: true }) }),
    notes: () => page.locator('#entries .note p').allTextContents(),
    async choose(label: string, value: string) {
      await page.getByLabel(label).selectOption(value)
    },
  }
}

export { expect }
