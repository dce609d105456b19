/** Makes one of the manual's pictures: a phone, its screens side by side, as a small PNG. */
import type { Browser, Page } from 'playwright/test'
import { speak } from '../support/shop-language.ts'
import { createBuyer } from '../support/shop-page.ts'
import type { Stack } from '../support/stack.ts'
import { palettePng } from './palette-png.ts'
import type { Picture, Shot } from './pictures.ts'

const phone = { width: 360, height: 640 }
/** Each phone's width in the picture. */
const shownWidth = 300
/** A later picture differs where the demo does, not because the day has changed. */
const steadyTimes = { paidAt: '2026-01-15T05:04:00Z', expiresAt: '2026-01-15T05:15:00Z' }

export async function takePicture(
  browser: Browser,
  stack: Stack,
  { language, shots, columns, sharpness }: Picture,
): Promise<Buffer> {
  const taken: { caption: string; png: Buffer }[] = []
  for (const shot of shots) {
    const context = await browser.newContext({
      viewport: phone,
      isMobile: true,
      hasTouch: true,
      // As many dots as are shown: what is scaled afterwards is blurred, and large.
      deviceScaleFactor: (sharpness * shownWidth) / phone.width,
      baseURL: stack.shopUrl,
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(15_000)
    await speak(context, language)
    const page = await context.newPage()
    await keepTimesSteady(page)
    await stack.calm()
    await shot.show(createBuyer(page, stack, language), stack)
    taken.push({ caption: shot.caption, png: await screenshot(page, shot) })
    // A question of the checkout's may be under way.
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  }
  return layOut(browser, taken, { language, columns, sharpness })
}

function screenshot(page: Page, { of }: Shot): Promise<Buffer> {
  const options = { animations: 'disabled', caret: 'hide' } as const
  return of === 'screen' ? page.screenshot(options) : page.locator('#pay').screenshot(options)
}

async function keepTimesSteady(page: Page): Promise<void> {
  await page.route('**/api/orders/*/payment', async (route) => {
    const response = await route.fetch()
    const payment: Record<string, unknown> = await response.json()
    for (const [name, time] of Object.entries(steadyTimes))
      if (name in payment) payment[name] = time
    await route.fulfill({ response, json: payment })
  })
}

async function layOut(
  browser: Browser,
  taken: readonly { caption: string; png: Buffer }[],
  { language, columns, sharpness }: Pick<Picture, 'language' | 'columns' | 'sharpness'>,
): Promise<Buffer> {
  const page = await browser.newPage({
    viewport: { width: columns * (shownWidth + 16) + 16, height: 400 },
    deviceScaleFactor: sharpness,
  })
  const figures = taken.map(
    ({ caption, png }) =>
      `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  )
  await page.setContent(`<!doctype html><html lang="${language}"><style>
    body { margin: 16px; display: grid; grid-template-columns: repeat(${columns}, ${shownWidth}px);
      gap: 16px; align-items: start; background: #e8e6dc; font: 600 15px system-ui }
    figure { margin: 0 }
    figcaption { margin-block-end: 6px; color: #333 }
    figcaption:empty { display: none }
    img { display: block; width: 100%; border-radius: 12px }
  </style>${figures.join('')}`)
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
  const { width, height, data } = await pixelsOf(page, await page.screenshot({ fullPage: true }))
  await page.close()
  return palettePng({ width, height, rgba: Buffer.from(data, 'base64') })
}

/** Read by the browser, which knows PNG already. */
function pixelsOf(page: Page, png: Buffer) {
  return page.evaluate(
    async (address) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob())
      const { width, height } = picture
      const canvas = new OffscreenCanvas(width, height).getContext('2d')
      canvas?.drawImage(picture, 0, 0)
      const data = canvas?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
      const reader = new FileReader()
      reader.readAsDataURL(new Blob([data]))
      await new Promise((resolve) => reader.addEventListener('load', resolve))
      return { width, height, data: String(reader.result).replace(/^.*,/, '') }
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
}
