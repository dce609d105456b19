import { STATUS_CODES } from 'node:http'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Account } from './account.ts'
import { chargeRoutes } from './charges/charge-routes.ts'
import type { Ledger } from './charges/ledger.ts'
import { sourceRoutes } from './charges/source-routes.ts'
import type { Clock } from './clock.ts'
import { type ApiEnv, answer, refuse } from './http/answers.ts'
import { authenticate, authenticationFailed } from './http/authentication.ts'
import { Refusal } from './http/refusal.ts'
import { chooseVersion } from './http/versions.ts'
import type { Ids } from './ids.ts'
import { showBalance } from './money/balance.ts'
import { documentRoute, downloadRoute } from './qr/document-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { createPresenter } from './representation/presenter.ts'
import type { Webhooks } from './webhooks/webhooks.ts'

export type ApiParts = {
  account: Account
  clock: Clock
  ids: Ids
  ledger: Ledger
  webhooks: Webhooks
}

/** Real parts of Omise's API that are not here. Saying so beats a not_found that looks like a mistake. */
const elsewhere =
  'cards chains customers disputes documents forex links occurrences receipts recipients schedules sessions tokens transfers webhooks'.split(
    ' ',
  )

/** `api.omise.co` (and what of `vault.omise.co` has an answer), without the authorize page. */
export function createApi(parts: ApiParts): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>({ strict: false })

  api.use('*', async (c, next) => {
    const startedAt = performance.now()
    await next()
    const { status, headers } = c.res
    headers.set('Cache-Control', 'no-cache, no-store')
    headers.set('Vary', 'Accept-Encoding')
    headers.set('X-Request-Id', parts.ids.requestId())
    headers.set('X-Runtime', ((performance.now() - startedAt) / 1000).toFixed(6))
    headers.set('Status', `${status} ${STATUS_CODES[status] ?? ''}`.trim())
  })

  // Omise.js posts sources from any shop's page, so the real API answers preflights; with which values
  // exactly is not known.
  const browserAccess = cors({
    origin: '*',
    allowMethods: ['GET', 'POST', 'OPTIONS'],
    allowHeaders: ['authorization', 'content-type', 'omise-version'],
    maxAge: 600,
  })
  api.use('/sources/*', browserAccess)
  api.use('/capability', browserAccess)

  downloadRoute(api, parts)
  api.use('*', async (c, next) => {
    const key = authenticate(c.req.header('authorization'), parts.account)
    if (key instanceof Refusal) return refuse(c, key)
    const version = chooseVersion(c.req.header('omise-version'), parts.account.apiVersion)
    if (version instanceof Refusal) return refuse(c, version)
    if (key === 'public' && !isOpenToPublicKey(c.req.path)) return refuse(c, authenticationFailed())
    c.set('version', version)
    c.set('show', createPresenter(version, parts))
    return next()
  })

  // Before the routes that would take the word for a charge's id, or not know it at all.
  api.all('/charges/schedules', (c) => refuse(c, notSimulated('/charges/schedules')))
  api.all('/charges/:id/schedules', (c) => refuse(c, notSimulated('/charges/…/schedules')))
  api.patch('/account', (c) => refuse(c, notSimulated('changing the account')))
  sourceRoutes(api, parts)
  chargeRoutes(api, parts)
  documentRoute(api, parts)
  recordRoutes(api, parts)
  api.get('/account', (c) => answer(c, c.var.show.account()))
  api.get('/balance', (c) => answer(c, showBalance(c.var.version, parts.ledger.charges.values())))
  api.get('/capability', (c) => answer(c, c.var.show.capability()))

  api.notFound((c) => {
    const [, head = ''] = c.req.path.split('/')
    return refuse(
      c,
      elsewhere.includes(head)
        ? notSimulated(`/${head}`)
        : new Refusal('not_found', `${c.req.method} ${c.req.path} was not found`),
    )
  })
  return api
}

function notSimulated(what: string): Refusal {
  return new Refusal(
    'service_not_found',
    `${what} is not simulated: this simulator knows TrueMoney payments only`,
  )
}

/** `/tokens` is open to it at Omise's vault, and gets its honest answer here. */
function isOpenToPublicKey(path: string): boolean {
  return /^\/(sources|capability|tokens)(\/|$)/.test(path)
}
