import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { palettePng } from './palette-png.ts'

const white = [255, 255, 255, 255]
const green = [30, 110, 60, 255]

it('writes a PNG whose pixels have the colours that they had', () => {
  const rgba = Uint8Array.from([white, green, green, white, white, green].flat())
  const png = palettePng({ width: 3, height: 2, rgba })
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3, 2])
  const palette = chunkOf(png, 'PLTE')
  const rows = inflateSync(chunkOf(png, 'IDAT'))
  const indices = [...rows].filter((_byte, at) => at % 4 !== 0)
  const colours = indices.map((index) => [...palette.subarray(index * 3, index * 3 + 3)])
  expect(colours.flat()).toEqual(
    [white, green, green, white, white, green].flatMap((colour) => colour.slice(0, 3)),
  )
})

it('gives the colours that it leaves out the nearest of those that it has', () => {
  const greys = Array.from({ length: 32 * 32 }, (_, at) => [
    (at % 32) * 8,
    Math.floor(at / 32) * 8,
    0,
    255,
  ])
  const often = Array.from({ length: 50 }, () => white)
  const png = palettePng({
    width: greys.length + often.length,
    height: 1,
    rgba: Uint8Array.from([...greys, ...often].flat()),
  })
  expect(chunkOf(png, 'PLTE').length / 3).toBeLessThanOrEqual(64)
  const rows = inflateSync(chunkOf(png, 'IDAT'))
  const last = rows.at(-1) ?? 0
  expect([...chunkOf(png, 'PLTE').subarray(last * 3, last * 3 + 3)]).toEqual([255, 255, 255])
})

function chunkOf(png: Buffer, type: string): Buffer {
  const at = png.indexOf(type)
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))
}
