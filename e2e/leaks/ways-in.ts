/** What every way in needs: a key, and where the simulator is. */
export type WayOptions = {
  publicKey: string
  omiseUrl: string
  authorizeHosts: string[]
  amount: number
}

/** One way to bring a checkout onto a page, and away again. */
export type WayIn = {
  name: string
  /** What is in the page besides `<main>`, from the beginning. */
  head: string
  /**
   * Once on and off. It runs in the page, from its text alone: it sees nothing of this file.
   * Ended means that nothing is awaited any more.
   */
  cycle: (options: WayOptions) => void | Promise<void>
}

const script = '<script src="/truemoney-checkout.js"></script>'

/** Add a way in here, and the bench and the journeys measure it. */
export const waysIn: readonly WayIn[] = [
  {
    name: 'mount',
    head: script,
    cycle: (options) => {
      const main = document.querySelector('main')
      if (main) window.TrueMoneyCheckout?.mount(main, options).unmount()
    },
  },
  {
    name: 'mount, in a container that the page takes away',
    head: script,
    cycle: async (options) => {
      const container = document.createElement('div')
      document.querySelector('main')?.append(container)
      window.TrueMoneyCheckout?.mount(container, options)
      container.remove()
      await Promise.resolve()
    },
  },
  {
    name: 'mount, in place of another',
    head: script,
    cycle: (options) => {
      const main = document.querySelector('main')
      if (!main) return
      const first = window.TrueMoneyCheckout?.mount(main, options)
      const second = window.TrueMoneyCheckout?.mount(main, options)
      first?.unmount()
      second?.unmount()
      second?.unmount()
    },
  },
  {
    name: 'mount, two at once, unmounted while a source is being made',
    head: script,
    cycle: async (options) => {
      const handles = [0, 1].map(() => {
        const container = document.createElement('div')
        document.querySelector('main')?.append(container)
        const handle = window.TrueMoneyCheckout?.mount(container, {
          ...options,
          createSource: (_request, signal) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason), { once: true })
            }),
        })
        return { container, handle }
      })
      for (const { container, handle } of handles) {
        const field = (container.querySelector('.tmn-host')?.shadowRoot ?? container).querySelector(
          'input',
        )
        if (!field) throw new Error('Expected a field.')
        field.value = '081-234-5678'
        field.dispatchEvent(new Event('input', { bubbles: true }))
        handle?.submit()
      }
      await Promise.resolve()
      for (const { container, handle } of handles) {
        handle?.unmount()
        container.remove()
      }
    },
  },
  {
    name: 'open',
    head: script,
    cycle: (options) =>
      new Promise((resolve) => {
        const handle = window.TrueMoneyCheckout?.open({ ...options, onClosed: () => resolve() })
        handle?.close()
        handle?.close()
      }),
  },
  {
    name: 'data attributes',
    head: script,
    cycle: ({ publicKey, amount }) => {
      const main = document.querySelector('main')
      if (!main) return
      main.innerHTML = `<div data-tmn-checkout data-tmn-public-key="${publicKey}" data-tmn-amount="${amount}"></div>`
      for (const checkout of window.TrueMoneyCheckout?.load() ?? []) checkout.unmount()
      main.replaceChildren()
    },
  },
  {
    name: 'data attributes, a button',
    head: script,
    cycle: ({ publicKey, amount }) => {
      const main = document.querySelector('main')
      if (!main) return
      main.innerHTML = `<div data-tmn-checkout="button" data-tmn-public-key="${publicKey}" data-tmn-amount="${amount}"></div>`
      for (const checkout of window.TrueMoneyCheckout?.load() ?? []) checkout.unmount()
      main.replaceChildren()
    },
  },
  {
    name: 'element',
    head: '<script type="module" src="/truemoney-checkout-element.js"></script>',
    cycle: async ({ publicKey, amount }) => {
      await customElements.whenDefined('truemoney-checkout')
      const element = document.createElement('truemoney-checkout')
      element.setAttribute('public-key', publicKey)
      element.setAttribute('amount', String(amount))
      document.querySelector('main')?.append(element)
      await Promise.resolve()
      if (!element.shadowRoot?.querySelector('.tmn-root')) throw new Error('Expected a checkout.')
      element.remove()
      await Promise.resolve()
    },
  },
]
