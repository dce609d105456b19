import { freePort } from '../../../e2e/runners/process.ts'
import { createCertificate } from '../test-support/test-certificate.ts'
import { passOn, startMuteServer, startStandIn } from '../test-support/test-stand-ins.ts'
import { type Fault, liveKeys, noName } from './fault.ts'

export const publicUrlFaults: readonly Fault[] = [
  {
    name: 'a public URL that is no address',
    plant: () => ({ PUBLIC_URL: 'shop.example' }),
    named: ['✗', 'public URL', 'PUBLIC_URL: Expected an address', 'https'],
  },
  {
    name: 'a server that does not run',
    plant: async () => ({ PUBLIC_URL: `http://localhost:${await freePort()}` }),
    named: ['✗', 'public URL', 'nothing listens', 'truemoney-checkout-server serve'],
  },
  {
    name: 'a name that does not resolve',
    plant: () => ({ PUBLIC_URL: `https://shop.${noName}` }),
    named: ['✗', 'public URL', 'is not known', 'PUBLIC_URL'],
  },
  {
    name: 'a certificate that is not trusted',
    plant: async ({ keep, serverUrl }) => ({
      PUBLIC_URL: (
        await keep(startStandIn((request) => passOn(request, serverUrl), createCertificate()))
      ).url,
    }),
    named: ['✗', 'public URL', 'is not trusted', 'known authority'],
  },
  {
    name: 'https at a port that speaks http',
    plant: ({ serverUrl }) => ({ PUBLIC_URL: serverUrl.replace('http:', 'https:') }),
    named: ['✗', 'public URL', 'does not speak TLS', 'TLS proxy'],
  },
  {
    name: 'another server at the address',
    plant: ({ simulatorUrl }) => ({ PUBLIC_URL: simulatorUrl }),
    named: ['✗', 'public URL', 'another server answers', 'PUBLIC_URL'],
  },
  {
    name: 'a proxy without the server behind it',
    plant: async ({ keep }) => ({
      PUBLIC_URL: (await keep(startStandIn(() => new Response('', { status: 502 })))).url,
    }),
    named: ['✗', 'public URL', 'answers 502', 'truemoney-checkout-server serve'],
  },
  {
    name: 'an address that only leads on',
    plant: async ({ keep }) => ({
      PUBLIC_URL: (
        await keep(startStandIn(() => Response.redirect('https://www.shop.example/healthz', 301)))
      ).url,
    }),
    named: ['✗', 'public URL', 'on to https://www.shop.example', 'PUBLIC_URL'],
  },
  {
    name: 'an address that says nothing',
    plant: async ({ keep }) => ({ PUBLIC_URL: (await keep(startMuteServer())).url }),
    named: ['✗', 'public URL', 'within 5 seconds', 'firewall'],
  },
  {
    name: 'plain http on a public name',
    plant: () => ({ PUBLIC_URL: `http://shop.${noName}` }),
    named: ['✗', 'public URL', 'is not https', 'TLS proxy'],
  },
  {
    name: 'plain http with live keys',
    plant: () => liveKeys,
    named: ['✗', 'public URL', 'is not https', 'TLS proxy'],
  },
  {
    name: 'no public URL at all, with Omise elsewhere',
    plant: () => ({ PUBLIC_URL: '', OMISE_API_URL: `https://api.omise.${noName}` }),
    named: ['!', 'public URL', 'PUBLIC_URL is not set', 'tunnel'],
  },
  {
    name: 'a server that was not restarted',
    plant: () => ({ MAX_AMOUNT_SATANG: '4000000' }),
    named: ['✗', 'running server', 'another MAX_AMOUNT_SATANG', 'Restart'],
  },
  {
    name: 'a server that is not ready',
    plant: async ({ between, serverUrl }) => ({
      PUBLIC_URL: (
        await between(serverUrl, (answer, path) =>
          path === '/readyz' ? new Response('{}', { status: 503 }) : answer,
        )
      ).url,
    }),
    named: ['✗', 'running server', 'not ready', 'DATABASE_URL'],
  },
  {
    name: 'a proxy that passes half',
    plant: async ({ between, serverUrl }) => ({
      PUBLIC_URL: (
        await between(serverUrl, (answer, path) =>
          path.startsWith('/api') ? new Response('<h1>Shop</h1>') : answer,
        )
      ).url,
    }),
    named: ['✗', 'running server', '/api/config does not answer', 'proxy'],
  },
  {
    name: 'a proxy that is not counted',
    plant: () => ({ PUBLIC_URL: `https://shop.${noName}` }),
    named: ['!', 'proxies', 'TRUST_PROXY is 0', 'TRUST_PROXY'],
  },
  {
    name: 'a proxy that is not there',
    plant: () => ({ TRUST_PROXY: '1' }),
    named: ['!', 'proxies', 'TRUST_PROXY is 1', 'TRUST_PROXY=0'],
  },
]
