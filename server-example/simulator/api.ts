import { STATUS_CODES } from 'node:http'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Account } from './account.ts'
import { type ApiEnv, answer, refuse } from './answers.ts'
import { authenticate, authenticationFailed } from './authentication.ts'
import { chargeRoutes } from './charge-routes.ts'
import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'
import type { Ledger } from './ledger.ts'
import { createPresenter } from './presenter.ts'
import { recordRoutes } from './record-routes.ts'
import { Refusal } from './refusal.ts'
import { sourceRoutes } from './source-routes.ts'
import { chooseVersion } from './versions.ts'
import type { Webhooks } from './webhooks.ts'

export type ApiParts = {
  account: Account
  clock: Clock
  ids: Ids
  ledger: Ledger
  webhooks: Webhooks
}

/** Real parts of Omise's API that are not here. Saying so beats a not_found that looks like a mistake. */
const notSimulated =
  'account balance cards chains customers disputes documents forex links occurrences receipts recipients schedules tokens transactions transfers webhooks'.split(
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

  sourceRoutes(api, parts)
  chargeRoutes(api, parts)
  recordRoutes(api, parts)
  api.get('/capability', (c) => answer(c, c.var.show.capability()))

  api.notFound((c) => {
    const [, head = ''] = c.req.path.split('/')
    return notSimulated.includes(head)
      ? refuse(
          c,
          new Refusal(
            'service_not_found',
            `/${head} is not simulated: this simulator knows TrueMoney payments only`,
          ),
        )
      : refuse(c, new Refusal('not_found', `${c.req.method} ${c.req.path} was not found`))
  })
  return api
}

function isOpenToPublicKey(path: string): boolean {
  return /^\/(sources|capability)(\/|$)/.test(path)
}
