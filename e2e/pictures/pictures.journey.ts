import { expect, test } from '../support/journey.ts'
import { pictures } from './pictures.ts'
import { takePicture } from './take-picture.ts'

test('the quick start’s picture can be made again, and stays small', {
  tag: '@deep',
}, async ({ browser, stack }) => {
  const picture = pictures.find(({ name }) => name === 'quick-start.th')
  if (picture === undefined) throw new Error('Expected the picture quick-start.th, found none.')
  const png = await takePicture(browser, stack, picture)
  expect(png.length).toBeGreaterThan(20_000)
  expect(png.length).toBeLessThan(60_000)
  // Three phones side by side: wider than high.
  expect(png.readUInt32BE(16)).toBeGreaterThan(png.readUInt32BE(20))
})
