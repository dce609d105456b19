import type { ScriptApi } from './script/start.ts'

export type LoadOptions = {
  /**
   * The script's address. Default: `/truemoney-checkout.js` of the page's own site. Under Trusted
   * Types, a `TrustedScriptURL` that a policy of the page has made.
   */
  src?: string | { toString(): string } | undefined
  /** The script's `sha384-…` from `dist/integrity.json`: a browser runs no other content. */
  integrity?: string | undefined
}

let loading: { address: string; api: Promise<ScriptApi> } | undefined

/**
 * Loads the script, once per page, and resolves with `window.TrueMoneyCheckout`;
 * with `null` on a server. After a failure the next call tries again. Importing
 * this module loads nothing.
 *
 * @example const checkout = await loadTrueMoneyCheckout()
 *          checkout?.mount('#pay', { publicKey: 'pkey_test_123', order })
 */
export async function loadTrueMoneyCheckout({
  src = '/truemoney-checkout.js',
  integrity,
}: LoadOptions = {}): Promise<ScriptApi | null> {
  if (typeof document === 'undefined') return null
  const address = String(src)
  if (loading !== undefined && loading.address !== address) {
    throw new Error(
      `Expected one address of the script per page, got ${address} after ${loading.address}; use one of them everywhere.`,
    )
  }
  loading ??= { address, api: load(src, integrity) }
  try {
    return await loading.api
  } catch (error) {
    loading = undefined
    throw error
  }
}

async function load(src: unknown, integrity: string | undefined): Promise<ScriptApi> {
  const present = loadedApi()
  if (present) return present

  const script = document.createElement('script')
  // Set unchanged: a TrustedScriptURL must not become a text.
  Reflect.set(script, 'src', src)
  if (integrity !== undefined) {
    script.integrity = integrity
    // Without CORS a browser cannot check the content of another site's script.
    script.crossOrigin = 'anonymous'
  }
  try {
    await new Promise((resolve, reject) => {
      script.onload = resolve
      script.onerror = () => reject(new Error(`Expected a script at ${src}, got none: ${hints}.`))
      document.head.append(script)
    })
  } finally {
    script.remove()
  }

  const api = loadedApi()
  if (api) return api
  throw new Error(
    `Expected window.TrueMoneyCheckout from ${src}, got none; check that it is truemoney-checkout.js.`,
  )
}

const hints =
  'check the address, the network, the integrity, and the page’s Content-Security-Policy'

/** Returns the script's API. An object that only queues calls until the script is loaded is not it. */
function loadedApi(): ScriptApi | undefined {
  const present = window.TrueMoneyCheckout
  return present && 'mount' in present ? present : undefined
}
