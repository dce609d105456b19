import { createHmac } from 'node:crypto'

/** The headers of a signed webhook: HMAC-SHA256 of `<timestamp>.<body>` in lower-case hex, keyed with the
 * decoded secret; one signature for each secret while one is being replaced. None without a secret. */
export function signatureHeaders(
  payload: string,
  unixSeconds: number,
  base64Secrets: readonly string[],
): Record<string, string> {
  if (base64Secrets.length === 0) return {}
  const signatures = base64Secrets.map((secret) =>
    createHmac('sha256', Buffer.from(secret, 'base64'))
      .update(`${unixSeconds}.${payload}`)
      .digest('hex'),
  )
  return {
    'Omise-Signature-Timestamp': String(unixSeconds),
    'Omise-Signature': signatures.join(','),
  }
}
