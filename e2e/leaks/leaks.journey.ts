import { expect, test } from '../support/journey.ts'
import { measure } from './measure.ts'
import { waysIn } from './ways-in.ts'

/** Noise is far below: 100 checkouts that stayed would take a hundred times as much. */
const heapBytesPerCycle = 1_500

for (const way of waysIn) {
  // What is behind a comma is a variant of another way in.
  const tag = way.name.includes(',') ? '@deep' : []
  test(`a hundred times on and off leaves nothing: ${way.name}`, { tag }, async ({ page }) => {
    const growth = await measure(page, way, 100)
    expect(growth.left).toEqual(
      Object.fromEntries(Object.keys(growth.left).map((name) => [name, 0])),
    )
    expect(growth.heapBytesPerCycle).toBeLessThan(heapBytesPerCycle)
  })
}
