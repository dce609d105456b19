/**
 * In Omise.js's place beside ours: its globals, assigned as it assigns them, its
 * methods on prototypes with their state in `this`, its search for a script tag.
 * Written from a description of what Omise.js does, not from its code. Every
 * call is written down in `window.omiseJsCalls`; what a card form would answer
 * is a token.
 */
;(() => {
  const token = 'tokn_test_5fxstandin000000001'
  const calls = []
  window.omiseJsCalls = calls

  class Omise {
    constructor() {
      this.publicKey = null
    }
    setPublicKey(key) {
      this.publicKey = key
      return this.publicKey
    }
    createSource(type) {
      calls.push(['createSource', type])
    }
    createToken(as, _attributes, handler) {
      calls.push(['createToken', as, this.publicKey])
      handler(200, { object: 'token', id: token })
    }
  }

  class OmiseCard {
    constructor() {
      this.app = { defaultConfig: { defaultPaymentMethod: 'credit_card' }, buttons: [], form: null }
      this.init()
    }
    init() {
      const tag = document.querySelector('script[data-key][data-amount]')
      if (tag === null) return
      const button = document.createElement('button')
      button.className = 'omise-checkout-button'
      button.textContent = tag.dataset.buttonLabel ?? 'Pay with Omise'
      button.addEventListener('click', (event) => {
        event.preventDefault()
        this.open({ ...tag.dataset })
      })
      tag.after(button)
    }
    configure(config) {
      calls.push(['configure', Object.keys(config).join()])
      this.app.defaultConfig = { ...this.app.defaultConfig, ...config }
      return this.app.defaultConfig
    }
    getDefaultConfig() {
      return this.app.defaultConfig
    }
    configureButton(buttonId, config) {
      const button = { buttonId, configuration: { ...this.app.defaultConfig, ...config } }
      this.app.buttons.push(button)
      return button
    }
    getAllConfigureButtons() {
      return this.app.buttons
    }
    attach() {
      return this.app.buttons.map(({ buttonId, configuration }) => {
        const button = document.querySelector(buttonId)
        button.addEventListener('click', (event) => {
          event.preventDefault()
          this.open(configuration)
        })
        return button
      })
    }
    open(config) {
      const merged = { ...this.app.defaultConfig, ...config }
      calls.push(['open', merged.defaultPaymentMethod])
      merged.onCreateTokenSuccess?.(token)
      return true
    }
    close() {
      calls.push(['close'])
      return true
    }
    destroy() {
      calls.push(['destroy'])
    }
    requestCardToken() {
      calls.push(['requestCardToken', this.app.defaultConfig.defaultPaymentMethod])
    }
  }

  window.Omise = new Omise()
  window.OmiseCard = new OmiseCard()
})()
