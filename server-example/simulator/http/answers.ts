import type { Context } from 'hono'
import type { Presenter } from '../representation/presenter.ts'
import type { JsonObject } from '../representation/representation.ts'
import { parseForm, readParams } from './body.ts'
import type { Params } from './params.ts'
import { errorObject, httpStatusOf, Refusal } from './refusal.ts'
import type { ApiVersion } from './versions.ts'

export type ApiEnv = {
  Bindings: { remoteAddress: string | null }
  Variables: { version: ApiVersion; show: Presenter }
}

export type ApiContext = Context<ApiEnv>

/** Every success is 200, also of a POST; the version is echoed on success only. */
export function answer(c: ApiContext, body: JsonObject | Refusal): Response {
  if (body instanceof Refusal) return refuse(c, body)
  c.header('Omise-Version', c.var.version)
  return json(c, 200, body)
}

export function refuse(c: ApiContext, { code, message }: Refusal): Response {
  return json(c, httpStatusOf[code], errorObject(code, message))
}

/** A handler that gets what the body holds. */
export function withBody(handle: (c: ApiContext, params: Params) => JsonObject | Refusal) {
  return async (c: ApiContext): Promise<Response> => {
    const params = await readParams(c.req.raw)
    return answer(c, params instanceof Refusal ? params : handle(c, params))
  }
}

/** A handler that gets what the query string holds, nested brackets included. */
export function withQuery(handle: (c: ApiContext, params: Params) => JsonObject | Refusal) {
  return (c: ApiContext): Response => {
    const params = parseForm(new URL(c.req.url).search.slice(1))
    return answer(c, params instanceof Refusal ? params : handle(c, params))
  }
}

function json(
  c: ApiContext,
  status: 200 | (typeof httpStatusOf)[keyof typeof httpStatusOf],
  body: object,
) {
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/json; charset=utf-8' })
}
