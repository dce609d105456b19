/** The loader's module as the package has it, in a page that has nothing else. */
import { expect, test } from '../support/journey.ts'

const page = `<!doctype html>
  <html lang="th">
  <meta charset="utf-8">
  <title>A merchant who loads late</title>
  <link rel="icon" href="/favicon.svg">
  <div id="pay"></div>`

// The shop's own pages allow no script that a script adds.
test.use({ bypassCSP: true })

test.describe('the loader', () => {
  test.beforeEach(async ({ buyer, stack }) => {
    stack.servePage('loader.html', page)
    stack.servePage('other.js', 'window.isAnother = true')
    await buyer.open('/loader.html')
  })

  test('loads the script once, however often it is called', async ({ buyer }) => {
    const requests: string[] = []
    buyer.page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    const result = await buyer.page.evaluate(async (module) => {
      const { loadTrueMoneyCheckout } = await import(module)
      const none = window.TrueMoneyCheckout
      const all = await Promise.all([loadTrueMoneyCheckout(), loadTrueMoneyCheckout()])
      all.push(await loadTrueMoneyCheckout())
      const isGlobal = all.every((api) => api === window.TrueMoneyCheckout)
      return { none, isGlobal, scripts: document.scripts.length, mount: typeof all[0]?.mount }
    }, '/lib/loader.js')
    expect(result).toEqual({ none: undefined, isGlobal: true, scripts: 0, mount: 'function' })
    expect(requests.filter((path) => path === '/truemoney-checkout.js')).toHaveLength(1)
  })

  test('takes a queue of calls for what it is, and not for the script', async ({ buyer }) => {
    const version = await buyer.page.evaluate(async (module) => {
      Reflect.set(window, 'TrueMoneyCheckout', { queue: [] })
      const { loadTrueMoneyCheckout } = await import(module)
      return (await loadTrueMoneyCheckout()).version
    }, '/lib/loader.js')
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
  })

  test('can be tried again after a failure', async ({ buyer, trouble }) => {
    trouble.announce(/Failed to load resource/)
    await buyer.page.route('**/truemoney-checkout.js', (route) => route.abort(), { times: 1 })
    const [failure, version] = await buyer.page.evaluate(async (module) => {
      const { loadTrueMoneyCheckout } = await import(module)
      const first = await loadTrueMoneyCheckout().catch((error: Error) => error.message)
      return [first, (await loadTrueMoneyCheckout()).version]
    }, '/lib/loader.js')
    expect(failure).toMatch(/^Expected a script at \/truemoney-checkout\.js, got none: check/)
    expect(version).toMatch(/^\d/)
  })

  test('does not run a script of other content than its integrity says', async ({
    buyer,
    trouble,
  }) => {
    trouble.announce(/integrity/)
    const [failure, global] = await buyer.page.evaluate(async (module) => {
      const { loadTrueMoneyCheckout } = await import(module)
      const integrity = `sha384-${'A'.repeat(64)}`
      const failure = await loadTrueMoneyCheckout({ integrity }).catch(
        (error: Error) => error.message,
      )
      return [failure, typeof window.TrueMoneyCheckout]
    }, '/lib/loader.js')
    expect(failure).toMatch(/integrity/)
    expect(global).toBe('undefined')
  })

  test('says so when the script is another, or its address changes', async ({ buyer }) => {
    const [other, second] = await buyer.page.evaluate(async (module) => {
      const { loadTrueMoneyCheckout } = await import(module)
      const message = (error: Error) => error.message
      const other = loadTrueMoneyCheckout({ src: '/other.js' }).catch(message)
      const second = loadTrueMoneyCheckout({ src: '/b.js' }).catch(message)
      return [await other, await second]
    }, '/lib/loader.js')
    expect(second).toMatch(/one address of the script per page, got \/b\.js after \/other\.js/)
    expect(other).toMatch(/window\.TrueMoneyCheckout from \/other\.js, got none/)
  })
})
