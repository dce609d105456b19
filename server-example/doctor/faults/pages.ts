import type { TestMerchant } from '../test-support/test-merchant.ts'
import { type Fault, noName, type Plant } from './fault.ts'

export const pageFaults: readonly Fault[] = [
  {
    name: 'a page that may not call Omise',
    plant: policy((given, { simulatorUrl }) => given.replace(` ${simulatorUrl}`, '')),
    named: ['✗', 'page policy', 'does not let it call OMISE_API_URL', 'connect-src'],
  },
  {
    name: 'a second policy, of the proxy, that allows less',
    plant: policy((given) => `${given}, default-src 'self'`),
    named: ['✗', 'page policy', 'does not let it call OMISE_API_URL', 'connect-src'],
  },
  {
    name: 'a page that may not call the server',
    plant: policy((given) => given.replace("connect-src 'self'", 'connect-src')),
    named: ['✗', 'page policy', 'does not let it call this server', "'self'"],
  },
  {
    name: 'a page that may not load the widget',
    plant: policy((given) => given.replace("script-src 'self'", 'script-src https://cdn.example')),
    named: ['✗', 'page policy', 'the widget’s script', 'script-src'],
  },
  {
    name: 'a proxy that takes the policy away',
    plant: policy(() => null),
    named: ['!', 'page policy', 'without a Content-Security-Policy', 'proxy'],
  },
  {
    name: 'a return page that is not there',
    plant: () => ({ RETURN_PAGE: '/thanks.html' }),
    named: ['✗', 'return page', 'find nothing (status 404)', 'RETURN_PAGE'],
  },
  {
    name: 'a return page that may not use the server',
    plant: () => ({ RETURN_PAGE: 'https://other.example/thanks' }),
    named: ['✗', 'return page', 'may not use this server', 'ALLOWED_ORIGINS'],
  },
  {
    name: 'a return page whose site is not there',
    plant: () => ({
      RETURN_PAGE: `https://shop.${noName}/thanks`,
      ALLOWED_ORIGINS: `https://shop.${noName}`,
    }),
    named: ['✗', 'return page', 'find nothing', 'RETURN_PAGE'],
  },
]

function policy(change: (given: string, merchant: TestMerchant) => string | null): Plant {
  return async (world) => {
    const { url } = await world.between(world.serverUrl, (answer) => {
      const name = 'content-security-policy'
      const changed = change(answer.headers.get(name) ?? '', world)
      if (changed === null) answer.headers.delete(name)
      else answer.headers.set(name, changed)
      return answer
    })
    return { PUBLIC_URL: url }
  }
}
