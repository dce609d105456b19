/** The guide's site, as `npm start` serves it. Needs a build. */
import { createGuide } from '../../server-example/demo/guide.ts'
import { listen } from '../../server-example/http/listen/listen.ts'
import { expect, test } from '../support/journey.ts'

test('the guide is read and searched under its policy', { tag: '@desktop' }, async ({
  browser,
}) => {
  const socket = await listen({ port: 0, host: '127.0.0.1' })
  socket.serve(createGuide('dist/guide')(() => new Response(null, { status: 404 })))
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(`http://127.0.0.1:${socket.port}/guide/`)
  await page.getByRole('navigation').getByRole('link', { name: 'Your first shop' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Your first shop/)

  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('searchbox').fill('webhook secret')
  await page.getByRole('option', { name: 'When it does not start' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/What the server says/)
  expect(complaints).toEqual([])
  await page.close()
  await socket.stop(1_000)
})
