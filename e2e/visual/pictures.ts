/**
 * Pictures compared as an eye at some distance would: made small first, so that
 * how letters are painted makes no difference, and then point by point.
 */
import type { Page } from 'playwright/test'

/** A part of a picture, in points of the small one. */
export type Region = {
  readonly name: string
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export type Difference = { readonly name: string; readonly share: number }

/** A point differs when red, green or blue are further apart than this, of 255. */
const channelTolerance = 20

/** The picture (PNG) with each square of `factor` points as one point of their mean colour. */
export async function shrink(page: Page, png: Buffer, factor: number): Promise<Buffer> {
  const data = await page.evaluate(
    async ({ source, factor }) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const context = canvas.getContext('2d')
      if (!context) throw new Error('Expected a canvas to draw on.')
      context.drawImage(image, 0, 0)
      const { data, width } = context.getImageData(0, 0, image.width, image.height)
      const columns = Math.floor(image.width / factor)
      const rows = Math.floor(image.height / factor)
      const small = new ImageData(columns, rows)
      for (let row = 0; row < rows; row += 1)
        for (let column = 0; column < columns; column += 1)
          for (let channel = 0; channel < 4; channel += 1) {
            let sum = 0
            for (let y = row * factor; y < (row + 1) * factor; y += 1)
              for (let x = column * factor; x < (column + 1) * factor; x += 1)
                sum += data[(y * width + x) * 4 + channel] ?? 0
            small.data[(row * columns + column) * 4 + channel] = sum / (factor * factor)
          }
      canvas.width = columns
      canvas.height = rows
      context.putImageData(small, 0, 0)
      return canvas.toDataURL('image/png')
    },
    { source: dataUrl(png), factor },
  )
  return Buffer.from(data.slice(data.indexOf(',') + 1), 'base64')
}

/** How large a share of each region differs, from 0 to 1. What only one of the two has differs. */
export function compare(
  page: Page,
  before: Buffer,
  after: Buffer,
  regions?: readonly Region[],
): Promise<Difference[]> {
  return page.evaluate(
    async ({ sources, regions, channelTolerance }) => {
      const read = async (source: string) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = image.width
        canvas.height = image.height
        const context = canvas.getContext('2d')
        if (!context) throw new Error('Expected a canvas to draw on.')
        context.drawImage(image, 0, 0)
        return context.getImageData(0, 0, image.width, image.height)
      }
      const [one, other] = [await read(sources[0]), await read(sources[1])]
      const isDifferent = (x: number, y: number) => {
        if (x >= Math.min(one.width, other.width) || y >= Math.min(one.height, other.height))
          return true
        const [at, there] = [(y * one.width + x) * 4, (y * other.width + x) * 4]
        return [0, 1, 2].some(
          (channel) =>
            Math.abs((one.data[at + channel] ?? 0) - (other.data[there + channel] ?? 0)) >
            channelTolerance,
        )
      }
      const width = Math.max(one.width, other.width)
      const height = Math.max(one.height, other.height)
      const whole = [{ name: 'all', left: 0, top: 0, width, height }]
      return (regions ?? whole).map(({ name, left, top, width, height }) => {
        let different = 0
        for (let y = top; y < top + height; y += 1)
          for (let x = left; x < left + width; x += 1) if (isDifferent(x, y)) different += 1
        return { name, share: different / (width * height) }
      })
    },
    { sources: [dataUrl(before), dataUrl(after)] as const, regions, channelTolerance },
  )
}

function dataUrl(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`
}
