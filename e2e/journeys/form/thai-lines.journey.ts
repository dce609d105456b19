/** Thai has no spaces between words: where its lines end is the browser's choice, and has to be between two. */

import type { Page } from 'playwright/test'
import { th } from '../../../widget/locales/th.ts'
import { expect, test } from '../../support/journey.ts'
import type { Stack } from '../../support/stack.ts'

const name = 'ทรูมันนี่'
/** What long texts stand in. */
const places = ['tmn-title', 'tmn-label', 'tmn-body', 'tmn-note', 'tmn-alert', 'tmn-button']

for (const width of [320, 360]) {
  test(`on a screen of ${width} px, no line of any text ends within a word or within TrueMoney’s name`, async ({
    page,
    stack,
  }) => {
    await page.setViewportSize({ width, height: 640 })
    await openThaiCheckout(page, stack)
    const texts = [...textsIn(th)].map((text) => text.replace(/\{\w+\}/, '฿1,234.50'))
    const { lines, bad } = await breakLines(page, texts)
    expect(bad).toEqual([])
    expect(lines).toBeGreaterThan(texts.length * places.length * 1.3)
  })
}

test('without the joiners in it, the name would be broken', async ({ page, stack }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await openThaiCheckout(page, stack)
  const texts = [...textsIn(th)].map((text) => text.replaceAll('\u2060', ''))
  expect((await breakLines(page, texts)).bad.join()).toContain('ทรู')
})

function* textsIn(texts: object): Generator<string> {
  for (const value of Object.values(texts)) {
    if (typeof value === 'string') yield value
    else yield* textsIn(value)
  }
}

async function openThaiCheckout(page: Page, stack: Stack): Promise<void> {
  stack.servePage(
    'thai.html',
    `<!doctype html><html lang="th"><meta charset="utf-8"><title>ร้าน</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.svg">
    <script src="/truemoney-checkout.js"></script><main><div id="pay"></div></main>`,
  )
  await page.goto(`${stack.shopUrl}/thai.html`)
  await page.evaluate(
    (publicKey) => void window.TrueMoneyCheckout?.mount('#pay', { publicKey, amount: 8_900 }),
    stack.publicKey,
  )
}

/** Puts each text into each place of the checkout; answers those with a line that ends where it may not. */
function breakLines(page: Page, texts: string[]): Promise<{ lines: number; bad: string[] }> {
  return page.locator('[part~="root"]').evaluate(
    (root, { texts, places, name }) => {
      const bad: string[] = []
      let lines = 0
      const words = new Intl.Segmenter('th', { granularity: 'word' })
      for (const place of places)
        for (const text of texts) {
          const element = document.createElement('p')
          element.className = place
          element.textContent = text
          root.append(element)
          const ends = lineEnds(element.firstChild, text)
          element.remove()
          lines += ends.length + 1
          // As the browser sees words, but for those that are only one name.
          const joined = [...words.segment(text)].map(({ index }) => index)
          const spelt = text.replaceAll('\u2060', '')
          for (const end of ends) {
            const before = text.slice(0, end).replaceAll('\u2060', '').length
            const inName = [...spelt.matchAll(new RegExp(name, 'g'))].some(
              ({ index }) => index < before && before < index + name.length,
            )
            if (inName || !joined.includes(end))
              bad.push(`${place}: ${text.slice(0, end)}|${text.slice(end)}`)
          }
        }
      return { lines, bad }

      /** The places in the text where another line begins. */
      function lineEnds(node: Node | null, text: string): number[] {
        if (!node) return []
        const range = document.createRange()
        const found: number[] = []
        let bottom = Number.NEGATIVE_INFINITY
        for (let index = 0; index < text.length; index += 1) {
          range.setStart(node, index)
          range.setEnd(node, index + 1)
          const box = range.getClientRects()[0]
          if (!box || box.width === 0) continue
          if (bottom > Number.NEGATIVE_INFINITY && box.top > bottom - box.height / 2)
            found.push(index)
          bottom = Math.max(bottom, box.bottom)
        }
        return found
      }
    },
    { texts, places, name },
  )
}
