import { expect, it } from 'vitest'
import { parseConfig } from './config.ts'

const env = { OMISE_PUBLIC_KEY: 'pkey_test_1', OMISE_SECRET_KEY: 'skey_test_1' }

it.each([
  ['RATE_LIMIT_CHARGE', 'RATE_LIMIT_CHARGES'],
  ['OMISE_WEBHOOK_SECRETS', 'OMISE_WEBHOOK_SECRET'],
  ['MERCHANT_TOCKEN', 'MERCHANT_TOKEN'],
  ['ALLOWED_ORIGIN', 'ALLOWED_ORIGINS'],
])('%s is taken for a misspelt %s', (name, expected) => {
  expect(parseConfig({ ...env, [name]: 'a secret' })).toMatchObject({
    config: { misspelt: [{ name, expected }] },
  })
})

it.each(['HOME', 'PATH', 'PORTS', 'RATE_LIMIT_API', 'OMISE_TEAM', 'SHOP_NAME'])(
  '%s is somebody else’s',
  (name) => {
    expect(parseConfig({ ...env, [name]: '1' })).toMatchObject({ config: { misspelt: [] } })
  },
)

it('a name beside the one that it is near to is no mistake', () => {
  const both = { ...env, DATABASE_URL: 'sqlite::memory:', DATABASE_URL_2: 'postgres://other' }
  expect(parseConfig(both)).toMatchObject({ config: { misspelt: [] } })
})
