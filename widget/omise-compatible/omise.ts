import { send } from '../clients/http.ts'
import { CheckoutError, toCheckoutError } from '../core/errors.ts'
import { readOptions } from '../options/read-options.ts'
import { callBack, cardRefusal, refuseCard } from './complaint.ts'
import type { OmiseCallback, Page } from './page.ts'

const timeoutMs = 30_000
const neverAborted = new AbortController().signal

/** `window.Omise`. Cards are left to Omise.js where the page has it. */
export function createOmise(page: Page) {
  return {
    /** Keeps the key and answers it. Throws a `CheckoutError` for a secret one. */
    setPublicKey(key: string): string {
      refuseSecretKey(key)
      page.publicKey = key
      page.cards.omise?.setPublicKey(key)
      return key
    },

    /** Makes a source of the page's own parameters, and calls back once, whatever happens. */
    createSource(type: string, params: object, callback?: OmiseCallback): void {
      void askForSource(page, { ...params, type }).then((answer) => callBack(callback, ...answer))
    },

    createToken(as: string, attributes: unknown, callback?: OmiseCallback): void {
      const { omise } = page.cards
      if (omise) {
        omise.createToken(as, attributes, callback)
        return
      }
      refuseCard()
      callBack(callback, 0, { ...cardRefusal })
    },
  }
}

/** With the sentence that every way in says: the key must be rolled. */
export function refuseSecretKey(key: unknown): void {
  if (typeof key === 'string' && key.includes('skey_')) readOptions({ publicKey: key })
}

async function askForSource(
  { omiseUrl, publicKey }: Page,
  params: object,
): Promise<[number, unknown]> {
  try {
    if (!/^pkey_/.test(publicKey)) throw withoutKey()
    const { status, body } = await send({
      method: 'post',
      url: `${omiseUrl}/sources`,
      headers: { authorization: `Basic ${btoa(`${publicKey}:`)}` },
      json: params,
      credentials: 'omit',
      timeoutMs,
      peer: { name: 'Omise (POST /sources)', unreachable: 'provider_unreachable' },
      signal: neverAborted,
    })
    if (body === undefined) throw noJson(status)
    return [status, body]
  } catch (thrown) {
    const { message } = toCheckoutError(thrown)
    // Omise.js's form of it, and `message` too: Omise's own errors have their words there.
    return [0, { object: 'error', code: 'create_source_error', error: message, message }]
  }
}

function withoutKey(): CheckoutError {
  return new CheckoutError(
    'invalid_options',
    'Expected a public key (pkey_…) before a source, got none. Call Omise.setPublicKey first.',
  )
}

function noJson(status: number): CheckoutError {
  return new CheckoutError(
    'unexpected_answer',
    `Expected JSON from Omise (POST /sources), got HTTP ${status} with something else. ` +
      'Check what stands between this page and Omise.',
  )
}
