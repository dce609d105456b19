import { freePort } from '../../../e2e/runners/process.ts'
import { createCertificate } from '../test-support/test-certificate.ts'
import type { TestMerchant } from '../test-support/test-merchant.ts'
import { passOn, startMuteServer, startStandIn } from '../test-support/test-stand-ins.ts'
import { type Fault, noName, type Plant } from './fault.ts'

export const omiseFaults: readonly Fault[] = [
  {
    name: 'a secret key that Omise does not know',
    plant: () => ({ OMISE_SECRET_KEY: 'skey_test_rolledlongago' }),
    named: ['✗', 'secret key', 'authentication_failure', 'OMISE_SECRET_KEY'],
  },
  {
    name: 'a public key that Omise does not know',
    plant: () => ({ OMISE_PUBLIC_KEY: 'pkey_test_rolledlongago' }),
    named: ['✗', 'public key', 'authentication_failure', 'OMISE_PUBLIC_KEY'],
  },
  {
    name: 'keys of two accounts',
    plant: twoAccounts({}),
    named: ['✗', 'one account', 'is not found with the secret key', 'one page'],
  },
  {
    name: 'keys of two accounts in different countries',
    plant: twoAccounts({ country: 'SG' }),
    named: ['✗', 'one account', 'different countries', 'one page'],
  },
  {
    name: 'an account in another country',
    plant: account({ country: 'SG' }),
    named: ['✗', 'country', 'registered in SG', 'Thai accounts'],
  },
  {
    name: 'truemoney not enabled',
    plant: account({ paymentMethods: ['promptpay'] }),
    named: ['✗', 'truemoney', 'cannot be paid with it yet', 'support'],
  },
  {
    name: 'an account with the app alone, which a page has to know',
    plant: account({ paymentMethods: ['truemoney_jumpapp'] }),
    named: [
      '!',
      'truemoney',
      'offered truemoney_jumpapp; a page that names no methods',
      'data-tmn-methods',
    ],
  },
  {
    name: 'an account with the QR code alone, which a page has to know',
    plant: account({ paymentMethods: ['truemoney_qr'] }),
    named: ['!', 'truemoney', 'offered truemoney_qr; a page', 'serverMethods'],
  },
  {
    name: 'METHODS without what the account has',
    plant: async (world) => ({
      ...(await account({ paymentMethods: ['truemoney_jumpapp'] })(world)),
      METHODS: 'truemoney',
    }),
    named: ['✗', 'truemoney', 'names truemoney; the account has truemoney_jumpapp', 'METHODS'],
  },
  {
    name: 'METHODS with more than the account has',
    plant: () => ({ METHODS: 'truemoney,truemoney_qr' }),
    named: ['!', 'truemoney', 'METHODS names truemoney_qr as well', 'Take it out of METHODS'],
  },
  {
    name: 'METHODS that nobody knows',
    plant: () => ({ METHODS: 'promptpay' }),
    named: ['✗', 'configuration', 'METHODS: Expected some of truemoney', 'environment'],
  },
  {
    name: 'an account of a version without TrueMoney',
    plant: changedAccount({ api_version: '2015-11-17' }),
    named: ['✗', 'API version', '2015-11-17', 'dashboard'],
  },
  {
    name: 'a version of ours that nobody knows',
    plant: () => ({ OMISE_API_VERSION: '2031-01-01' }),
    named: ['!', 'API version', '2031-01-01 is not known here', 'OMISE_API_VERSION'],
  },
  {
    name: 'no webhook address',
    plant: changedAccount({ webhook_uri: null }),
    named: ['!', 'webhook address', 'has none', '/webhooks/omise'],
  },
  {
    name: 'webhooks that go elsewhere',
    plant: changedAccount({ webhook_uri: 'https://old.example/hook?key=hush' }),
    named: ['!', 'webhook address', 'https://old.example/hook.', '/webhooks/omise'],
  },
  {
    name: 'another server at Omise’s address',
    plant: ({ serverUrl }) => ({ OMISE_API_URL: serverUrl }),
    named: ['✗', 'secret key', 'does not speak Omise’s language', 'OMISE_API_URL'],
  },
  {
    name: 'an Omise that nobody can reach',
    plant: async () => ({ OMISE_API_URL: `http://localhost:${await freePort()}` }),
    named: ['?', 'secret key', 'ECONNREFUSED', 'OMISE_API_URL'],
  },
  {
    name: 'an Omise whose name is not known',
    plant: () => ({ OMISE_API_URL: `http://api.omise.${noName}` }),
    named: ['?', 'secret key', 'did not answer', 'OMISE_API_URL'],
  },
  {
    name: 'an Omise whose certificate is not trusted',
    plant: async ({ keep, simulatorUrl }) => ({
      OMISE_API_URL: (
        await keep(startStandIn((request) => passOn(request, simulatorUrl), createCertificate()))
      ).url,
    }),
    named: ['✗', 'secret key', 'untrusted certificate', 'OMISE_API_URL'],
  },
  {
    name: 'an Omise in trouble',
    plant: async ({ keep }) => ({
      OMISE_API_URL: (await keep(startStandIn(() => new Response('', { status: 503 })))).url,
    }),
    named: ['?', 'secret key', 'Omise answered 503', 'again'],
  },
  {
    name: 'an Omise that says nothing',
    plant: async ({ keep }) => ({ OMISE_API_URL: (await keep(startMuteServer())).url }),
    named: ['?', 'public key', 'too slow', 'OMISE_API_URL'],
  },
]

export function account(options: Parameters<TestMerchant['otherSimulator']>[0]): Plant {
  return async ({ otherSimulator }) => ({ OMISE_API_URL: (await otherSimulator(options)).url })
}

/** The public key opens one account, the secret key another. */
function twoAccounts(options: Parameters<TestMerchant['otherSimulator']>[0]): Plant {
  return async ({ otherSimulator, keep, env, simulatorUrl }) => {
    const other = await otherSimulator(options)
    const secret = btoa(`${env.OMISE_SECRET_KEY}:`)
    const { url } = await keep(
      startStandIn((request) =>
        passOn(
          request,
          request.headers.get('authorization') === `Basic ${secret}` ? other.url : simulatorUrl,
        ),
      ),
    )
    return { OMISE_API_URL: url }
  }
}

export function changedAccount(difference: Record<string, unknown>): Plant {
  return async ({ keep, simulatorUrl }) => {
    const { url } = await keep(
      startStandIn(async (request) => {
        const answer = await passOn(request, simulatorUrl)
        if (new URL(request.url).pathname !== '/account') return answer
        const { headers } = answer
        return Response.json(Object.assign(await answer.json(), difference), { headers })
      }),
    )
    return { OMISE_API_URL: url }
  }
}
