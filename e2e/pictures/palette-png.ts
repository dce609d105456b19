/** PNG with a palette: screens are made of few colours, so that this is a third of what browsers write. */
import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const mostColours = 64

export type Pixels = {
  readonly width: number
  readonly height: number
  /** Red, green, blue and alpha of each pixel, row by row. Alpha is not looked at. */
  readonly rgba: Uint8Array
}

/** The picture in the few colours that tell it best, each other by the nearest of these. */
export function palettePng({ width, height, rgba }: Pixels): Buffer {
  const { palette, indexOf } = coloursOf(rgba)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y += 1)
    // The row's first byte, 0, says that it is not filtered: with a palette nothing else pays.
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = indexOf(cellAt(rgba, (y * width + x) * 4))

  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a pixel, by palette (3).
  header.set([8, 3], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

type Colour = readonly [red: number, green: number, blue: number]

/** Colours that differ by less than 8 in each part are one cell; its colour is their mean. */
function coloursOf(rgba: Uint8Array) {
  const cells = new Map<number, { count: number; sum: [number, number, number] }>()
  for (let at = 0; at < rgba.length; at += 4) {
    const cell = cellAt(rgba, at)
    const found = cells.get(cell) ?? { count: 0, sum: [0, 0, 0] }
    found.count += 1
    for (const part of [0, 1, 2] as const) found.sum[part] += rgba[at + part] ?? 0
    cells.set(cell, found)
  }
  const means = [...cells].map(
    ([
      cell,
      {
        count,
        sum: [red, green, blue],
      },
    ]) => {
      const colour: Colour = [
        Math.round(red / count),
        Math.round(green / count),
        Math.round(blue / count),
      ]
      return { cell, count, colour }
    },
  )
  const palette = choose(means)
  const indices = new Map(means.map(({ cell, colour }) => [cell, nearest(colour, palette)]))
  return { palette, indexOf: (cell: number) => indices.get(cell) ?? 0 }
}

function cellAt(rgba: Uint8Array, at: number): number {
  const part = (offset: number) => (rgba[at + offset] ?? 0) >> 3
  return (part(0) << 10) | (part(1) << 5) | part(2)
}

/** One by one, the colour that is furthest from those chosen by all the pixels that have it: few, but far, counts too. */
function choose(means: readonly { count: number; colour: Colour }[]): Colour[] {
  const palette: Colour[] = []
  const errors = means.map(({ count }) => count * 3 * 255 ** 2)
  while (palette.length < Math.min(mostColours, means.length)) {
    const chosen = means[errors.indexOf(Math.max(...errors))]?.colour ?? [0, 0, 0]
    palette.push(chosen)
    for (const [at, { count, colour }] of means.entries())
      errors[at] = Math.min(errors[at] ?? 0, count * distance(colour, chosen))
  }
  return palette
}

function nearest(colour: Colour, palette: readonly Colour[]): number {
  const distances = palette.map((one) => distance(one, colour))
  return distances.indexOf(Math.min(...distances))
}

/** How far apart two colours are, squared. */
function distance(one: Colour, other: Colour): number {
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunked = Buffer.alloc(body.length + 8)
  chunked.writeUInt32BE(data.length, 0)
  body.copy(chunked, 4)
  chunked.writeUInt32BE(crc32(body), body.length + 4)
  return chunked
}
