import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.ts'

const keys = { OMISE_PUBLIC_KEY: 'pkey_test_5fx1', OMISE_SECRET_KEY: 'skey_test_5fx2' }
const live = {
  OMISE_PUBLIC_KEY: 'pkey_5fx1',
  OMISE_SECRET_KEY: 'skey_5fx2',
  PUBLIC_URL: 'https://shop.example',
}

describe('parseConfig', () => {
  it('needs nothing but the keys', () => {
    expect(parseConfig(keys)).toMatchObject({
      ok: true,
      config: {
        port: 3000,
        omise: { apiUrl: 'https://api.omise.co', apiVersion: '2019-05-29' },
        databaseUrl: 'sqlite:data/orders.db',
        webhookVerification: { mode: 'refuse' },
        authorizeHosts: ['pay.omise.co'],
        limits: { minAmountSatang: 2_000, maxAmountSatang: 5_000_000 },
        serverMakesSources: false,
        allowedOrigins: [],
        trustedProxies: 0,
        rateLimits: {
          charges: 600,
          payments: 6_000,
          refunds: 120,
          merchant: 300,
          webhooks: 600,
        },
        metricsPort: undefined,
      },
    })
  })

  it('takes origins, proxies, limits and a port for metrics', () => {
    const env = {
      ...keys,
      ALLOWED_ORIGINS: 'https://shop.example, http://localhost:8080',
      TRUST_PROXY: '2',
      RATE_LIMIT_REFUNDS: '0',
      METRICS_PORT: '9464',
    }
    expect(parseConfig(env)).toMatchObject({
      config: {
        allowedOrigins: ['https://shop.example', 'http://localhost:8080'],
        trustedProxies: 2,
        rateLimits: { refunds: 0, charges: 600 },
        metricsPort: 9464,
      },
    })
  })

  it('accepts live keys', () => {
    expect(parseConfig(live).ok).toBe(true)
  })

  it('takes two webhook secrets while one is being replaced', () => {
    expect(parseConfig({ ...keys, OMISE_WEBHOOK_SECRET: 'c2VjcmV0, b3RoZXI=' })).toMatchObject({
      config: { webhookVerification: { mode: 'signature', secrets: ['c2VjcmV0', 'b3RoZXI='] } },
    })
  })

  it.each([
    [{ OMISE_SECRET_KEY: undefined }, 'OMISE_SECRET_KEY is missing'],
    [{ OMISE_SECRET_KEY: '' }, 'OMISE_SECRET_KEY is missing'],
    [{ OMISE_PUBLIC_KEY: 'skey_test_5fx2' }, 'OMISE_PUBLIC_KEY holds a secret key'],
    [{ OMISE_SECRET_KEY: 'pkey_test_5fx2' }, 'OMISE_SECRET_KEY holds a public key'],
    [{ OMISE_PUBLIC_KEY: 'pkey_5fx1' }, 'one is a test key and the other a live key'],
    [{ ...live, OMISE_API_URL: 'http://api.omise.co' }, 'must not travel over plain http'],
    [{ ...live, PUBLIC_URL: undefined }, 'PUBLIC_URL'],
    [{ ...live, PUBLIC_URL: 'http://shop.example' }, 'PUBLIC_URL'],
    [{ OMISE_API_VERSION: '2015-11-17' }, '2017-11-02 or newer'],
    [{ OMISE_API_VERSION: 'latest' }, 'OMISE_API_VERSION'],
    [{ OMISE_API_URL: 'api.omise.co' }, 'OMISE_API_URL'],
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ OMISE_WEBHOOK_VERIFY: 'no' }, 'OMISE_WEBHOOK_VERIFY'],
    [{ OMISE_WEBHOOK_SECRET: 'not base64!' }, 'OMISE_WEBHOOK_SECRET'],
    [{ MIN_AMOUNT_SATANG: '100', MAX_AMOUNT_SATANG: '99' }, 'MIN_AMOUNT_SATANG'],
    [{ MERCHANT_TOKEN: 'secret' }, 'MERCHANT_TOKEN'],
    [{ MERCHANT_TOKEN: 'x'.repeat(256) }, 'MERCHANT_TOKEN'],
    [{ ALLOWED_ORIGINS: 'https://shop.example/' }, 'ALLOWED_ORIGINS'],
    [{ ALLOWED_ORIGINS: '*' }, 'ALLOWED_ORIGINS'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
    [{ RATE_LIMIT_CHARGES: '-1' }, 'RATE_LIMIT_CHARGES'],
    [{ METRICS_PORT: '3000' }, 'METRICS_PORT is the same as PORT'],
    [{ SERVER_MAKES_SOURCES: 'perhaps' }, 'SERVER_MAKES_SOURCES'],
  ])('refuses %o', (difference, sentence) => {
    const parsed = parseConfig({ ...keys, ...difference })
    expect(parsed.ok ? '' : parsed.problems.join('\n')).toContain(sentence)
  })

  it('reports every problem at once', () => {
    const parsed = parseConfig({ PORT: 'x', LOG_LEVEL: 'loud' })
    const names = parsed.ok ? [] : parsed.problems.map((problem) => problem.split(/\W/)[0])
    expect(names).toEqual(['PORT', 'OMISE_PUBLIC_KEY', 'OMISE_SECRET_KEY', 'LOG_LEVEL'])
  })

  it('never repeats a value, so that no secret reaches a log', () => {
    const secret = 'skey_test_VERYSECRET'
    const parsed = parseConfig({
      OMISE_PUBLIC_KEY: secret,
      OMISE_SECRET_KEY: secret,
      OMISE_WEBHOOK_SECRET: secret,
      PORT: secret,
      DATABASE_URL: secret,
    })
    expect(JSON.stringify(parsed)).not.toContain('VERYSECRET')
  })
})
