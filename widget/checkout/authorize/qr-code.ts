import type { QrCode } from '../../contract.ts'
import { CheckoutError } from '../../core/errors.ts'
import { parseUrl } from '../../core/parse-url.ts'

/**
 * Returns the code of the shop's server with absolute addresses. Throws unless
 * they are http or https: a link that the buyer presses must run no script.
 */
export function readQrCode({ imageUri, saveUri, expiresAt }: QrCode, serverUrl: string): QrCode {
  const whole = (uri: string): string => {
    const url = parseUrl(uri, `${serverUrl}/`)
    if (url && /^https?:$/.test(url.protocol)) return url.href
    throw new CheckoutError(
      'unexpected_answer',
      `Expected the addresses of a QR code to be http or https, got ${url?.protocol ?? 'no address'}. ` +
        'The code is not shown. Make the server respond as truemoney-checkout/contract describes.',
    )
  }
  return {
    imageUri: whole(imageUri),
    ...(saveUri !== undefined && { saveUri: whole(saveUri) }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}
