/** What is left of a checkout that was mounted and unmounted a hundred times, some hundreds long. */
import type { Browser } from 'playwright/test'
import { heapOf } from './measure-form.ts'

export type Growth = {
  readonly heapMb: number
  readonly nodes: number
  readonly listeners: number
}

const remounts = 100
/** A table of the engine's own that doubles is seen once; what is lost is lost in every round. */
const rounds = 5

export async function growthByRemounts(browser: Browser, url: string): Promise<readonly Growth[]> {
  const page = await browser.newPage()
  try {
    const devtools = await page.context().newCDPSession(page)
    const weigh = async () => {
      const heapMb = await heapOf(devtools)
      const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
      return { heapMb, nodes, listeners: jsEventListeners }
    }
    await page.goto(url)
    await page.locator('input[type=tel]').waitFor()
    // Code that is compiled and caches that are filled by the first of them are no growth.
    await page.evaluate(remount, remounts)
    const grown: Growth[] = []
    let before = await weigh()
    for (let round = 0; round < rounds; round += 1) {
      await page.evaluate(remount, remounts)
      const after = await weigh()
      grown.push({
        heapMb: after.heapMb - before.heapMb,
        nodes: after.nodes - before.nodes,
        listeners: after.listeners - before.listeners,
      })
      before = after
    }
    return grown
  } finally {
    await page.close()
  }
}

/** Runs in the page. */
async function remount(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const checkout = window.TrueMoneyCheckout?.mount('#pay', {
      publicKey: 'pkey_test_5fxbench00000001',
      order: { orderId: 'ord_bench', token: 'token', amount: 100_000 },
      locale: 'en',
    })
    if (checkout === undefined) throw new Error('Expected window.TrueMoneyCheckout.')
    // A frame each, as a page that shows and hides it gives it.
    await new Promise((done) => requestAnimationFrame(done))
    checkout.unmount()
  }
}
