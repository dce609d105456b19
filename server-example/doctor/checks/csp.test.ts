import { expect, it } from 'vitest'
import { isAllowed } from './csp.ts'

const page = 'https://shop.example/checkout'
const omise = 'https://api.omise.co/sources'

it.each([
  ["connect-src 'self' https://api.omise.co", omise, true],
  ["default-src 'none'; connect-src 'self' https://api.omise.co", omise, true],
  ["default-src 'none'; connect-src 'self'", omise, false],
  ["default-src 'none'", omise, false],
  ["default-src 'self'; script-src *", omise, false],
  ["script-src 'self'", omise, true],
  ['', omise, true],
  ['connect-src', omise, false],
  ['connect-src *', omise, true],
  ['connect-src https:', omise, true],
  ['connect-src http:', omise, true],
  ['connect-src data:', omise, false],
  ['connect-src api.omise.co', omise, true],
  ['connect-src https://API.omise.co', omise, true],
  ['connect-src *.omise.co', omise, true],
  ['connect-src *.omise.co', 'https://omise.co/', false],
  ['connect-src *.omise.co', 'https://api.omise.co.evil.example/', false],
  ['connect-src https://vault.omise.co', omise, false],
  ['connect-src https://api.omise.co:8443', omise, false],
  ['connect-src https://api.omise.co:*', omise, true],
  ['connect-src https://api.omise.co/sources', omise, true],
  ['connect-src https://api.omise.co/tokens', omise, false],
  ['connect-src https://api.omise.co/', omise, true],
  ['connect-src http://localhost:4010', 'http://localhost:4010/sources', true],
  ['connect-src http://localhost:4010', 'http://localhost:4011/sources', false],
  ['connect-src https://localhost:4010', 'http://localhost:4010/sources', false],
  ["connect-src 'self'", 'https://shop.example/api/config', true],
  ["connect-src 'SELF'", 'https://shop.example/api/config', true],
  ["connect-src 'none'", 'https://shop.example/api/config', false],
  ["CONNECT-SRC 'self'; connect-src *", omise, false],
  ['connect-src *, connect-src https://api.omise.co', omise, true],
  ["connect-src *, default-src 'self'", omise, false],
])('%j lets the page call %s: %s', (policy, url, expected) => {
  expect(isAllowed(policy, 'connect-src', url, page)).toBe(expected)
})

it('reads the list for scripts on its own', () => {
  const policy = "default-src 'none'; script-src 'self'; connect-src https://api.omise.co"
  const script = 'https://shop.example/truemoney-checkout.js'
  expect(isAllowed(policy, 'script-src', script, page)).toBe(true)
  expect(isAllowed(policy, 'script-src', 'https://cdn.example/x.js', page)).toBe(false)
})
