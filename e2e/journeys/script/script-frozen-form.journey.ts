/** A browser that keeps the page it leaves as it was (the back/forward cache), as phones do. */

import { inWholeBrowser } from '../../runners/whole-browser.ts'
import { expect, test } from '../../support/script-page.ts'

test.use({ context: inWholeBrowser })

for (const kind of ['inline', 'button'] as const) {
  test(`a form (${kind}) that was frozen after its submit is ready again, without the old source`, async ({
    scriptPage,
    stack,
    merchant,
  }) => {
    const { page } = scriptPage
    await scriptPage.open(`<script src="/truemoney-checkout.js" defer></script>
      <form action="/charge" method="post">
        <div data-tmn-checkout="${kind}" ${scriptPage.attributes} data-tmn-amount="100000"></div>
      </form>`)
    await page.evaluate(() => Object.assign(window, { wasFrozen: true }))
    const opener = page.locator('.tmn-open')
    if (kind === 'button') await opener.click()
    await scriptPage.pay()
    await expect(page).toHaveURL((url) => url.href.startsWith(stack.simulator.url))
    await page.goBack({ waitUntil: 'commit' })
    await expect.poll(() => page.evaluate(() => 'wasFrozen' in window)).toBe(true)
    expect(await scriptPage.hiddenInputs()).toEqual([])

    if (kind === 'button') await opener.click()
    await expect(scriptPage.payButton()).toHaveAttribute('aria-disabled', 'false')
    await scriptPage.pay('089-999-0000')
    await expect.poll(() => merchant.posted.length).toBe(2)
    const { sources } = await stack.simulator.state()
    expect(merchant.posted.map((fields) => fields.omiseSource)).toEqual(sources.map(({ id }) => id))
  })
}
