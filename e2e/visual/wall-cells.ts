type Wall = {
  cells: readonly { state: string; locale: 'th' | 'en' | 'ja'; theme: string }[]
  orderId: string
  publicKey: string
  authorizeOrigin: string
}

/** Runs in the page: makes a checkout for each cell and does there what a buyer would. */
export function mountCells({ cells, orderId, publicKey, authorizeOrigin }: Wall): void {
  const authorizeUri = `${authorizeOrigin}/authorize`
  const never = () => new Promise<never>(() => {})
  const steps: Record<string, () => Promise<string>> = {
    wrong: never,
    sending: never,
    alert: () => Promise.reject(new Error('A page’s own mistake.')),
    leaving: () => Promise.resolve('src_test_1'),
  }

  // Or a machine's settings for fonts round the widths of letters, each its own way.
  const exact = new CSSStyleSheet()
  exact.replaceSync('* { text-rendering: geometricPrecision !important }')

  for (const { state, locale, theme } of cells) {
    const place = document.createElement('div')
    Object.assign(place.dataset, { state, tmnTheme: theme })
    document.querySelector('main')?.append(place)
    const options = {
      publicKey,
      locale,
      omiseUrl: authorizeOrigin,
      authorizeHosts: [authorizeOrigin],
    }
    const amount = 8_900

    if (state === 'missing') window.TrueMoneyCheckout?.mount(place, options)
    else if (state === 'button') {
      const checkout = { tmnCheckout: 'button', tmnPublicKey: publicKey, tmnAmount: String(amount) }
      Object.assign(place.dataset, { ...checkout, tmnLocale: locale })
      window.TrueMoneyCheckout?.load()
    } else if (state === 'ready' || state === 'offline') {
      Object.defineProperty(navigator, 'onLine', {
        get: () => state === 'ready',
        configurable: true,
      })
      window.TrueMoneyCheckout?.mount(place, { ...options, amount })
      Reflect.deleteProperty(navigator, 'onLine')
    } else if (steps[state]) {
      const createCharge = () => Promise.resolve({ authorizeUri })
      const own = { createSource: steps[state], createCharge }
      const handle = window.TrueMoneyCheckout?.mount(place, { ...options, ...own, amount })
      const field = place.firstElementChild?.shadowRoot?.querySelector('input')
      if (field) field.value = state === 'wrong' ? '02-123-4567' : '081-234-5678'
      field?.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
      handle?.submit()
    } else {
      const order = { orderId, token: 't', amount }
      const serverUrl = `${location.origin}/as/${state}`
      window.TrueMoneyCheckout?.mount(place, { ...options, order, serverUrl })
    }
    place.firstElementChild?.shadowRoot?.adoptedStyleSheets.push(exact)
  }
}
