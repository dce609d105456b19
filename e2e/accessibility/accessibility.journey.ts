/**
 * Every state as a screen reader reads it, and before axe: light and dark, on a
 * phone and a desktop, no violation, no exemption. `npm test` plays those of
 * the checkout, `npm run test:deep` the pages around it.
 */
import { readFileSync } from 'node:fs'
import type axe from 'axe-core'
import type { Page } from 'playwright/test'
import { expect, test } from '../support/journey.ts'
import { scenes } from '../support/scenes.ts'
import { speak } from '../support/shop-language.ts'
import { createBuyer, type Language } from '../support/shop-page.ts'
import { moreScenes } from './more-scenes.ts'
import { checkoutOf, treesIn } from './trees.ts'

declare global {
  interface Window {
    axe: typeof axe
  }
}

const axeSource = readFileSync(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
)
const languages: readonly Language[] = ['th', 'en', 'ja']
/**
 * Contrast depends on the theme, and the size of targets on the screen: two looks prove all four. The narrow one
 * is as high as any page: by chance of scrolling, a bar at the screen's edge would cover what is under it.
 */
const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 320, height: 2400 },
] as const

for (const [index, scene] of [...scenes, ...moreScenes].entries()) {
  const { name, isShopOnly = false } = scene
  // Which words are shown is proved by the texts' own tests: one language for each state is enough.
  const language = languages[index % (isShopOnly ? 2 : 3)] ?? 'th'
  test(`${name} in ${language} reads as it should, with nothing that axe objects to`, {
    tag: isShopOnly ? '@deep' : [],
  }, async ({ page, stack, trouble }) => {
    trouble.announce(/Failed to load resource/)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await speak(page.context(), language)
    const buyer = createBuyer(page, stack, language)
    await scene.show(buyer, stack)
    if (!showsNoCheckout(scene)) {
      const tree = treesIn(buyer.texts())[name]
      if (tree === undefined) throw new Error(`Expected a tree for ${name}: write one.`)
      await expect(checkoutOf(buyer)).toMatchAriaSnapshot(tree)
    }
    await page.evaluate(axeSource)
    expect(await objections(page)).toEqual([])
  })
}

test('what axe objects to is found behind the checkout’s shadow root', async ({ buyer, stack }) => {
  await buyer.openCheckout(await stack.placeOrder())
  await buyer.phoneField().evaluate((field) => {
    field.removeAttribute('id')
    field.removeAttribute('autocomplete')
  })
  await buyer.page.evaluate(axeSource)
  expect(await objections(buyer.page)).toContainEqual(expect.stringContaining('label'))
})

/** The package's page shows the component as the others do, and the rest shows none. */
function showsNoCheckout({ name, isShopOnly }: (typeof scenes)[number]): boolean {
  return isShopOnly === true || name.startsWith('checkout-nothing')
}

/** Both themes and both screens, without another load: nothing but style depends on them. */
async function objections(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height })
    const violations = await page.evaluate(async () => {
      // A colour on its way from one theme to the other is nobody's choice.
      const ends = ({ effect }: Animation) => effect?.getTiming().iterations !== Infinity
      await Promise.all(
        document
          .getAnimations()
          .filter(ends)
          .map(({ finished }) => finished),
      )
      // Every rule that axe has, but for those that it calls experiments.
      const { violations } = await window.axe.run({
        resultTypes: ['violations'],
        rules: { 'target-size': { enabled: true } },
      })
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
      }))
    })
    for (const { id, help, where } of violations)
      found.push([`${colorScheme}, ${width} px: ${id}: ${help}`, ...where].join('\n'))
  }
  return found
}
