/**
 * The strictest Content-Security-Policy that the checkout needs nothing more
 * than, for a shop at one origin with the script on another. The guide prints
 * it as it is; strict-pages.journey.ts pays under it.
 */
export const strictPolicy = [
  "default-src 'none'",
  'script-src https://cdn.example',
  "style-src 'self'",
  "connect-src 'self' https://api.omise.co",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** The same for other places, such as a test's. */
export function strictPolicyFor(scriptOrigin: string, omiseOrigin: string): string {
  return strictPolicy
    .replace('https://cdn.example', scriptOrigin)
    .replace('https://api.omise.co', omiseOrigin)
}
