/** Checks across variables: values that are valid one by one and wrong together. */
import type { Environment } from './environment.ts'

/** A key in the wrong place gets its own sentence: it is the mistake that costs most. */
export function misplacedKeys(given: Record<string, string | undefined>): string[] {
  const problems: string[] = []
  if (given.OMISE_PUBLIC_KEY?.startsWith('skey_'))
    problems.push(
      'OMISE_PUBLIC_KEY holds a secret key. It would have been sent to browsers: put the pkey_ key there, and roll the secret key if it was ever published.',
    )
  if (given.OMISE_SECRET_KEY?.startsWith('pkey_'))
    problems.push('OMISE_SECRET_KEY holds a public key: put the skey_ key there.')
  return problems
}

export function isTestKey(secretKey: string): boolean {
  return secretKey.startsWith('skey_test_')
}

/** Returns what contradicts itself, one sentence a problem. */
export function contradictions(env: Environment): string[] {
  const problems: string[] = []
  const isTest = isTestKey(env.OMISE_SECRET_KEY)
  if (env.OMISE_PUBLIC_KEY.startsWith('pkey_test_') !== isTest)
    problems.push(
      'OMISE_PUBLIC_KEY and OMISE_SECRET_KEY: one is a test key and the other a live key. Take both from the same mode.',
    )
  if (!isTest && env.OMISE_API_URL.startsWith('http:'))
    problems.push(
      'OMISE_API_URL: a live key must not travel over plain http. Use an https address, or test keys.',
    )
  if (!isTest && !env.PUBLIC_URL?.startsWith('https:'))
    problems.push(
      'PUBLIC_URL: with live keys buyers come back over https. Set it to the https address of this server.',
    )
  if ((env.SHOP_WEBHOOK_URL === undefined) !== (env.SHOP_WEBHOOK_SECRET === undefined))
    problems.push('SHOP_WEBHOOK_URL and SHOP_WEBHOOK_SECRET belong together: set both, or neither.')
  if (!isTest && env.SHOP_WEBHOOK_URL?.startsWith('http:') && !isLoopback(env.SHOP_WEBHOOK_URL))
    problems.push(
      'SHOP_WEBHOOK_URL: with live keys events travel over https, or to this machine alone.',
    )
  if (env.MERCHANT_PAGE && env.MERCHANT_TOKEN === undefined)
    problems.push('MERCHANT_PAGE: the page needs MERCHANT_TOKEN, which opens its routes.')
  if (env.MIN_AMOUNT_SATANG > env.MAX_AMOUNT_SATANG)
    problems.push('MIN_AMOUNT_SATANG is above MAX_AMOUNT_SATANG.')
  if (env.ALLOWED_ORIGINS.some((one) => !URL.canParse(one) || new URL(one).origin !== one))
    problems.push(
      'ALLOWED_ORIGINS: expected origins such as https://shop.example, separated by commas, without a path.',
    )
  if (env.METRICS_PORT !== undefined && env.METRICS_PORT === env.PORT && env.PORT !== 0)
    problems.push('METRICS_PORT is the same as PORT: metrics need a port that buyers cannot reach.')
  if (env.OMISE_WEBHOOK_SECRET.some((secret) => !/^[A-Za-z0-9+/_-]+=*$/.test(secret)))
    problems.push(
      'OMISE_WEBHOOK_SECRET: expected the base64 text of the dashboard, or two of them separated by a comma.',
    )
  return problems
}

function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}
